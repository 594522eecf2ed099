// JSON -> Run, with a complaint for every field that is not as it must be.
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "harness/store/channel_names.h"
#include "harness/store/check_run.h"
#include "harness/store/json_reader.h"
#include "harness/store/run_json.h"

namespace sharebench::store {
namespace {

constexpr std::int64_t kMostInt = std::numeric_limits<int>::max();

int integer(const ObjectReader& json, const std::string& key, std::int64_t low = 0) {
  return static_cast<int>(json.integer(key, low, kMostInt));
}

TargetInfo read_target(const ObjectReader& json) {
  TargetInfo target;
  target.id = json.text("id");
  target.kind = json.text("kind");
  for (const nlohmann::json& name : json.array("channels")) {
    if (!name.is_string()) bad_field(json.path("channels"), "holds something that is not a text");
    target.channels.push_back(channel_of(name.get<std::string>(), json.path("channels")));
  }
  target.engine = json.text("engine");
  target.engine_version = json.text("engine_version");
  target.guest_kernel = json.text("guest_kernel");
  target.cpus = integer(json, "cpus");
  target.memory_bytes = json.unsigned_integer("memory_bytes");
  target.accelerator = json.text("accelerator");
  target.emulated = json.flag("emulated");
  return target;
}

Mount read_mount(const ObjectReader& json) {
  Mount mount;
  mount.target = integer(json, "target");
  const ObjectReader share = json.object("share");
  mount.share = {share.text("name"), share.text("type"), share.texts("options"),
                 share.text("host_dir")};
  mount.guest_path = json.text("guest_path");
  const ObjectReader observed = json.object("observed");
  mount.observed = {observed.text("fstype"), observed.text("source"), observed.text("options")};
  mount.can_pace = json.flag("can_pace");
  mount.has_counters = json.flag("has_counters");
  return mount;
}

std::vector<WorkloadSpec> read_workloads(const ObjectReader& json, const std::string& key) {
  std::vector<WorkloadSpec> workloads;
  for (const ObjectReader& row : json.objects(key)) {
    workloads.push_back({row.text("name"), row.text("label"), row.text("unit"), row.texts("params"),
                         row.flag("cold"), row.text("summary")});
  }
  return workloads;
}

void check_length(const ObjectReader& json, const std::string& key, std::size_t size,
                  std::size_t expected) {
  if (size == expected) return;
  bad_field(json.path(key),
            fmt::format("has {} values where its neighbours have {}", size, expected));
}

std::vector<Cell> read_cells(const ObjectReader& json) {
  const auto mounts = json.integers("mount", 0, kMostInt);
  const auto workloads = json.integers("workload", 0, kMostInt);
  const auto paces_s = json.seconds_column("pace_ns");
  const auto full_size = json.flags("full_size");
  check_length(json, "workload", workloads.size(), mounts.size());
  check_length(json, "pace_ns", paces_s.size(), mounts.size());
  check_length(json, "full_size", full_size.size(), mounts.size());
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < mounts.size(); ++i) {
    cells.push_back(
        {static_cast<int>(mounts[i]), static_cast<int>(workloads[i]), paces_s[i], full_size[i]});
  }
  return cells;
}

std::vector<int> read_baselines(const ObjectReader& json) {
  std::vector<int> baselines;
  for (const std::int64_t mount : json.integers("baselines", 0, kMostInt)) {
    baselines.push_back(static_cast<int>(mount));
  }
  return baselines;
}

std::vector<int> read_looks(const ObjectReader& json) {
  std::vector<int> looks;
  for (const std::int64_t look : json.integers("looks", 1, kMostInt)) {
    if (!looks.empty() && look <= looks.back()) bad_field(json.path("looks"), "does not rise");
    looks.push_back(static_cast<int>(look));
  }
  return looks;
}

Plan read_plan(const ObjectReader& json) {
  Plan plan;
  plan.workloads = read_workloads(json, "workloads");
  plan.full_size = read_workloads(json, "full_size");
  plan.cells = read_cells(json.object("cells"));
  plan.paces_s = json.seconds_column("paces_ns");
  plan.blocks = integer(json, "blocks");
  if (json.has("looks")) plan.looks = read_looks(json);
  plan.samples_per_block = integer(json, "samples_per_block");
  plan.paced_samples_per_block = integer(json, "paced_samples_per_block");
  plan.warmups = integer(json, "warmups");
  if (json.has("pilot_blocks")) plan.pilot_blocks = integer(json, "pilot_blocks");
  plan.level = json.text("level");
  plan.baseline = integer(json, "baseline");
  if (json.has("baselines")) plan.baselines = read_baselines(json);
  plan.margin = json.number("margin");
  plan.seed = json.unsigned_integer("seed");
  plan.estimated_s = json.seconds("estimated_ns");
  plan.guard_required = json.flag("guard_required");
  return plan;
}

std::vector<Block> read_blocks(const ObjectReader& json) {
  std::vector<Block> blocks;
  for (const ObjectReader& row : json.objects("blocks")) {
    blocks.push_back({integer(row, "index"), row.seconds("started_ns"), row.seconds("wall_ns"),
                      row.seconds("setup_ns"), row.text("order"), row.number("load_average"),
                      row.number("clock_ratio"), row.text("invalid")});
  }
  return blocks;
}

/// Calls `set(sample, value)` for every value of a column as long as `samples`.
template <typename Column, typename Set>
void fill(const ObjectReader& json, const std::string& key, const Column& column,
          std::vector<Sample>& samples, Set set) {
  check_length(json, key, column.size(), samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) set(samples[i], column[i]);
}

void read_latency(const ObjectReader& json, std::vector<Sample>& samples) {
  fill(json, "count", json.unsigned_integers("count"), samples,
       [](Sample& s, std::uint64_t count) { s.latency.count = count; });
  fill(json, "p50_ns", json.seconds_column("p50_ns"), samples,
       [](Sample& s, double seconds) { s.latency.p50_s = seconds; });
  fill(json, "p90_ns", json.seconds_column("p90_ns"), samples,
       [](Sample& s, double seconds) { s.latency.p90_s = seconds; });
  fill(json, "p99_ns", json.seconds_column("p99_ns"), samples,
       [](Sample& s, double seconds) { s.latency.p99_s = seconds; });
  fill(json, "max_ns", json.seconds_column("max_ns"), samples,
       [](Sample& s, double seconds) { s.latency.max_s = seconds; });
}

void read_failures(const ObjectReader& json, std::vector<Sample>& samples) {
  for (const auto& [index, text] : json.texts("failure")) {
    const bool digits = !index.empty() && index.size() < 10 &&
                        index.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || std::stoul(index) >= samples.size()) {
      bad_field(json.path("failure"), fmt::format("names sample '{}', which is not there", index));
    }
    samples[std::stoul(index)].failure = text;
  }
}

void read_counters(const ObjectReader& json, std::vector<Sample>& samples) {
  for (const auto& [name, values] : json.raw().items()) {
    check_length(json, name, json.array(name).size(), samples.size());
    std::size_t i = 0;
    for (const nlohmann::json& value : values) {
      Sample& sample = samples[i++];
      if (value.is_null()) continue;
      if (!value.is_number()) {
        bad_field(fmt::format("{}[{}]", json.path(name), i - 1), "is neither a number nor null");
      }
      sample.counters.emplace_hint(sample.counters.end(), name, value.get<double>());
    }
  }
}

/// The pace of a sample is a copy of its cell's, for readers of single columns.
void check_paces(const ObjectReader& json, const Plan& plan, const std::vector<Sample>& samples) {
  const auto paces_s = json.seconds_column("pace_ns");
  check_length(json, "pace_ns", paces_s.size(), samples.size());
  for (std::size_t i = 0; i < paces_s.size(); ++i) {
    const Cell& cell = plan.cells[static_cast<std::size_t>(samples[i].cell)];
    if (paces_s[i] != cell.pace_s) {
      bad_field(fmt::format("{}[{}]", json.path("pace_ns"), i), "is not the pace of its cell");
    }
  }
}

std::vector<Sample> read_samples(const ObjectReader& json) {
  const auto cells = json.integers("cell", 0, kMostInt);
  std::vector<Sample> samples(cells.size());
  fill(json, "cell", cells, samples,
       [](Sample& s, std::int64_t cell) { s.cell = static_cast<int>(cell); });
  fill(json, "block", json.integers("block", -1, kMostInt), samples,
       [](Sample& s, std::int64_t block) { s.block = static_cast<int>(block); });
  fill(json, "position", json.integers("position", 0, kMostInt), samples,
       [](Sample& s, std::int64_t position) { s.position = static_cast<int>(position); });
  fill(json, "warmup", json.flags("warmup"), samples,
       [](Sample& s, bool warmup) { s.warmup = warmup; });
  fill(json, "started_ns", json.seconds_column("started_ns"), samples,
       [](Sample& s, double seconds) { s.started_s = seconds; });
  fill(json, "elapsed_ns", json.seconds_column("elapsed_ns"), samples,
       [](Sample& s, double seconds) { s.elapsed_s = seconds; });
  fill(json, "ops", json.unsigned_integers("ops"), samples,
       [](Sample& s, std::uint64_t ops) { s.ops = ops; });
  fill(json, "bytes", json.unsigned_integers("bytes"), samples,
       [](Sample& s, std::uint64_t bytes) { s.bytes = bytes; });
  fill(json, "verified", json.flags("verified"), samples,
       [](Sample& s, bool verified) { s.verified = verified; });
  read_latency(json.object("latency"), samples);
  read_failures(json, samples);
  read_counters(json.object("counters"), samples);
  return samples;
}

}  // namespace

Run from_json(const nlohmann::json& raw) {
  const ObjectReader json(raw, "");
  Run run;
  run.schema = kSchema;
  run.id = json.text("id");
  run.tool_version = json.text("tool_version");
  run.commit = json.text("commit");
  run.started = json.text("started");
  run.measured_on = json.text("measured_on");
  run.complete = json.flag("complete");
  run.host = json.text("host");
  run.host_facts = json.texts("host_facts");
  run.settings = json.texts("settings");
  for (const ObjectReader& row : json.objects("targets")) run.targets.push_back(read_target(row));
  for (const ObjectReader& row : json.objects("mounts")) run.mounts.push_back(read_mount(row));
  run.plan = read_plan(json.object("plan"));
  run.blocks = read_blocks(json);
  for (const ObjectReader& row : json.objects("warnings")) {
    run.warnings.push_back({warning_code(row.text("code")), row.texts("values")});
  }
  run.cold_method = json.texts("cold_method");
  const ObjectReader wall_ns = json.object("wall_ns");
  for (const auto& [part, value] : wall_ns.raw().items()) run.wall_s[part] = wall_ns.seconds(part);
  run.samples = read_samples(json.object("samples"));
  if (json.has("pilot")) run.pilot = read_samples(json.object("pilot"));
  check_run(run);
  check_paces(json.object("samples"), run.plan, run.samples);
  if (json.has("pilot")) check_paces(json.object("pilot"), run.plan, run.pilot);
  return run;
}

}  // namespace sharebench::store
