// JSON -> Run, with a complaint for every field that is not as it must be.
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include "harness/store/channel_names.h"
#include "harness/store/check_run.h"
#include "harness/store/guard_json.h"
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
  if (json.has("facts")) target.facts = json.texts("facts");
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

/// A column of whole numbers from `least` on.
std::vector<int> read_column(const ObjectReader& json, const std::string& name, int least) {
  std::vector<int> values;
  for (const std::int64_t value : json.integers(name, least, kMostInt)) {
    values.push_back(static_cast<int>(value));
  }
  return values;
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
  if (json.has("most_repeats")) plan.most_repeats = integer(json, "most_repeats");
  if (json.has("repeats")) plan.repeats = read_column(json, "repeats", 1);
  plan.level = json.text("level");
  plan.baseline = integer(json, "baseline");
  if (json.has("baselines")) plan.baselines = read_column(json, "baselines", 0);
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
                      row.number("clock_ratio"), row.text("invalid"),
                      row.has("guard_before") ? integer(row, "guard_before") : -1,
                      row.has("guard_after") ? integer(row, "guard_after") : -1});
  }
  return blocks;
}

/// The columns of `samples`, out of the JSON: a million samples must not be in memory three times.
struct Columns {
  std::vector<std::int64_t> cell{}, block{}, position{};
  std::vector<bool> warmup{}, verified{};
  std::vector<double> pace_s{}, started_s{}, elapsed_s{};
  std::vector<std::uint64_t> ops{}, bytes{}, latency_count{};
  std::vector<double> p50_s{}, p90_s{}, p99_s{}, max_s{};
};

/// Reads columns of one JSON object, each as long as the first, and drops them from it.
class ColumnTaker {
 public:
  ColumnTaker(nlohmann::json& json, const std::string& where, std::optional<std::size_t> length)
      : json_(json), reader_(json, where), length_(length) {}

  template <typename Column, typename... Limits>
  Column take(Column (ObjectReader::*read)(const std::string&, Limits...) const,
              const std::string& key, std::type_identity_t<Limits>... limits) {
    Column column = (reader_.*read)(key, limits...);
    check_length(reader_, key, column.size(), length_.value_or(column.size()));
    length_ = column.size();
    json_.erase(key);
    return column;
  }

 private:
  nlohmann::json& json_;
  ObjectReader reader_;
  std::optional<std::size_t> length_;
};

Columns take_columns(nlohmann::json& json, const std::string& where) {
  Columns columns;
  ColumnTaker all(json, where, std::nullopt);
  columns.cell = all.take(&ObjectReader::integers, "cell", 0, kMostInt);
  columns.block = all.take(&ObjectReader::integers, "block", -1, kMostInt);
  columns.position = all.take(&ObjectReader::integers, "position", 0, kMostInt);
  columns.warmup = all.take(&ObjectReader::flags, "warmup");
  columns.pace_s = all.take(&ObjectReader::seconds_column, "pace_ns");
  columns.started_s = all.take(&ObjectReader::seconds_column, "started_ns");
  columns.elapsed_s = all.take(&ObjectReader::seconds_column, "elapsed_ns");
  columns.ops = all.take(&ObjectReader::unsigned_integers, "ops");
  columns.bytes = all.take(&ObjectReader::unsigned_integers, "bytes");
  columns.verified = all.take(&ObjectReader::flags, "verified");
  const std::string latencies = ObjectReader(json, where).object("latency").where();
  ColumnTaker latency(json["latency"], latencies, columns.cell.size());
  columns.latency_count = latency.take(&ObjectReader::unsigned_integers, "count");
  columns.p50_s = latency.take(&ObjectReader::seconds_column, "p50_ns");
  columns.p90_s = latency.take(&ObjectReader::seconds_column, "p90_ns");
  columns.p99_s = latency.take(&ObjectReader::seconds_column, "p99_ns");
  columns.max_s = latency.take(&ObjectReader::seconds_column, "max_ns");
  return columns;
}

std::vector<Sample> samples_of(const Columns& columns) {
  std::vector<Sample> samples(columns.cell.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    Sample& sample = samples[i];
    sample.cell = static_cast<int>(columns.cell[i]);
    sample.block = static_cast<int>(columns.block[i]);
    sample.position = static_cast<int>(columns.position[i]);
    sample.warmup = columns.warmup[i];
    sample.started_s = columns.started_s[i];
    sample.elapsed_s = columns.elapsed_s[i];
    sample.ops = columns.ops[i];
    sample.bytes = columns.bytes[i];
    sample.verified = columns.verified[i];
    sample.latency = {columns.latency_count[i], columns.p50_s[i], columns.p90_s[i],
                      columns.p99_s[i], columns.max_s[i]};
  }
  return samples;
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

struct SamplesAndPaces {
  std::vector<Sample> samples{};
  std::vector<double> paces_s{};
};

/// The samples under `key`, whose columns are gone from the JSON afterwards.
SamplesAndPaces take_samples(nlohmann::json& run, const std::string& key) {
  const ObjectReader json = ObjectReader(run, "").object(key);
  Columns columns = take_columns(run[key], key);
  SamplesAndPaces taken{samples_of(columns), std::move(columns.pace_s)};
  read_failures(json, taken.samples);
  read_counters(json.object("counters"), taken.samples);
  return taken;
}

/// The pace of a sample is a copy of its cell's, for readers of single columns.
void check_paces(const std::vector<double>& paces_s, const std::string& key, const Plan& plan,
                 const std::vector<Sample>& samples) {
  for (std::size_t i = 0; i < paces_s.size(); ++i) {
    const Cell& cell = plan.cells[static_cast<std::size_t>(samples[i].cell)];
    if (paces_s[i] != cell.pace_s) {
      bad_field(fmt::format("{}.pace_ns[{}]", key, i), "is not the pace of its cell");
    }
  }
}

}  // namespace

Run from_json(nlohmann::json raw) {
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
  if (json.has("guard")) {
    for (const ObjectReader& row : json.objects("guard")) run.guard.push_back(guard_from_json(row));
  }
  for (const ObjectReader& row : json.objects("warnings")) {
    run.warnings.push_back({warning_code(row.text("code")), row.texts("values")});
  }
  run.cold_method = json.texts("cold_method");
  const ObjectReader wall_ns = json.object("wall_ns");
  for (const auto& [part, value] : wall_ns.raw().items()) run.wall_s[part] = wall_ns.seconds(part);
  SamplesAndPaces samples = take_samples(raw, "samples"), pilot;
  run.samples = std::move(samples.samples);
  if (raw.contains("pilot")) pilot = take_samples(raw, "pilot");
  run.pilot = std::move(pilot.samples);
  check_run(run);
  check_paces(samples.paces_s, "samples", run.plan, run.samples);
  check_paces(pilot.paces_s, "pilot", run.plan, run.pilot);
  return run;
}

}  // namespace sharebench::store
