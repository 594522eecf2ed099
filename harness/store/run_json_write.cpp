// Run -> JSON text. Fields stand in reading order, each column on a line of its own.
#include <cmath>
#include <cstdint>
#include <set>

#include "harness/store/channel_names.h"
#include "harness/store/check_run.h"
#include "harness/store/guard_json.h"
#include "harness/store/run_json.h"

namespace sharebench::store {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kExactIntegers = 9007199254740992.0;  // 2^53: doubles up to here are exact

std::int64_t to_ns(double seconds) {
  return std::llround(seconds * 1e9);
}

Json text_map(const std::map<std::string, std::string>& texts) {
  Json json = Json::object();
  for (const auto& [key, value] : texts) json[key] = value;
  return json;
}

Json to_json(const TargetInfo& target) {
  Json channels = Json::array();
  for (const Channel channel : target.channels) channels.push_back(channel_name(channel));
  Json json = {{"id", target.id},
               {"kind", target.kind},
               {"channels", channels},
               {"engine", target.engine},
               {"engine_version", target.engine_version},
               {"guest_kernel", target.guest_kernel},
               {"cpus", target.cpus},
               {"memory_bytes", target.memory_bytes},
               {"accelerator", target.accelerator},
               {"emulated", target.emulated}};
  if (!target.facts.empty()) json["facts"] = text_map(target.facts);
  return json;
}

Json to_json(const Mount& mount) {
  return {{"target", mount.target},
          {"share",
           {{"name", mount.share.name},
            {"type", mount.share.type},
            {"options", text_map(mount.share.options)},
            {"host_dir", mount.share.host_dir}}},
          {"guest_path", mount.guest_path},
          {"observed",
           {{"fstype", mount.observed.fstype},
            {"source", mount.observed.source},
            {"options", mount.observed.options}}},
          {"can_pace", mount.can_pace},
          {"has_counters", mount.has_counters}};
}

Json to_json(const WorkloadSpec& workload) {
  return {{"name", workload.name}, {"label", workload.label},
          {"unit", workload.unit}, {"params", text_map(workload.params)},
          {"cold", workload.cold}, {"summary", workload.summary}};
}

Json to_json(const GuardState& state) {
  return guard_to_json(state);
}

Json to_json(const Block& block) {
  Json json = {{"index", block.index},
               {"started_ns", to_ns(block.started_s)},
               {"wall_ns", to_ns(block.wall_s)},
               {"setup_ns", to_ns(block.setup_s)},
               {"order", block.order},
               {"load_average", block.load_average},
               {"clock_ratio", block.clock_ratio},
               {"invalid", block.invalid}};
  if (block.guard_before >= 0) json["guard_before"] = block.guard_before;
  if (block.guard_after >= 0) json["guard_after"] = block.guard_after;
  return json;
}

Json to_json(const Warning& warning) {
  return {{"code", warning_name(warning.code)}, {"values", text_map(warning.values)}};
}

template <typename Item>
Json list(const std::vector<Item>& items) {
  Json json = Json::array();
  for (const Item& item : items) json.push_back(to_json(item));
  return json;
}

/// A column of `items`, one value each.
template <typename Item, typename Value>
Json column(const std::vector<Item>& items, Value value) {
  Json json = Json::array();
  json.get_ref<Json::array_t&>().reserve(items.size());
  for (const Item& item : items) json.push_back(value(item));
  return json;
}

Json to_json(const Plan& plan) {
  const auto& cells = plan.cells;
  Json json = {{"workloads", list(plan.workloads)},
               {"full_size", list(plan.full_size)},
               {"cells",
                {{"mount", column(cells, [](const Cell& c) { return c.mount; })},
                 {"workload", column(cells, [](const Cell& c) { return c.workload; })},
                 {"pace_ns", column(cells, [](const Cell& c) { return to_ns(c.pace_s); })},
                 {"full_size", column(cells, [](const Cell& c) { return c.full_size ? 1 : 0; })}}},
               {"paces_ns", column(plan.paces_s, to_ns)},
               {"blocks", plan.blocks},
               {"looks", plan.looks},
               {"samples_per_block", plan.samples_per_block},
               {"paced_samples_per_block", plan.paced_samples_per_block},
               {"warmups", plan.warmups},
               {"level", plan.level},
               {"baseline", plan.baseline},
               {"margin", plan.margin},
               {"seed", plan.seed},
               {"estimated_ns", to_ns(plan.estimated_s)},
               {"guard_required", plan.guard_required}};
  if (plan.pilot_blocks > 0) json["pilot_blocks"] = plan.pilot_blocks;
  if (plan.most_repeats > 1) json["most_repeats"] = plan.most_repeats;
  if (!plan.repeats.empty()) json["repeats"] = plan.repeats;
  if (!plan.baselines.empty()) json["baselines"] = plan.baselines;
  return json;
}

/// Counts are written without a point.
Json counter_value(double value) {
  if (value == std::floor(value) && value < kExactIntegers) return static_cast<std::int64_t>(value);
  return value;
}

Json counters(const std::vector<Sample>& samples) {
  std::set<std::string> names;
  for (const Sample& sample : samples) {
    for (const auto& [name, value] : sample.counters) names.insert(name);
  }
  Json json = Json::object();
  for (const std::string& name : names) {
    json[name] = column(samples, [&](const Sample& sample) {
      const auto found = sample.counters.find(name);
      return found == sample.counters.end() ? Json(nullptr) : counter_value(found->second);
    });
  }
  return json;
}

Json failures(const std::vector<Sample>& samples) {
  Json json = Json::object();
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (!samples[i].failure.empty()) json[std::to_string(i)] = samples[i].failure;
  }
  return json;
}

Json sample_columns(const Run& run, const std::vector<Sample>& all) {
  const auto pace_ns = [&](const Sample& s) {
    return to_ns(run.plan.cells[static_cast<std::size_t>(s.cell)].pace_s);
  };
  Json json = Json::object();
  json["cell"] = column(all, [](const Sample& s) { return s.cell; });
  json["block"] = column(all, [](const Sample& s) { return s.block; });
  json["position"] = column(all, [](const Sample& s) { return s.position; });
  json["warmup"] = column(all, [](const Sample& s) { return s.warmup ? 1 : 0; });
  json["pace_ns"] = column(all, pace_ns);
  json["started_ns"] = column(all, [](const Sample& s) { return to_ns(s.started_s); });
  json["elapsed_ns"] = column(all, [](const Sample& s) { return to_ns(s.elapsed_s); });
  json["ops"] = column(all, [](const Sample& s) { return s.ops; });
  json["bytes"] = column(all, [](const Sample& s) { return s.bytes; });
  Json& latency = json["latency"] = Json::object();
  latency["count"] = column(all, [](const Sample& s) { return s.latency.count; });
  latency["p50_ns"] = column(all, [](const Sample& s) { return to_ns(s.latency.p50_s); });
  latency["p90_ns"] = column(all, [](const Sample& s) { return to_ns(s.latency.p90_s); });
  latency["p99_ns"] = column(all, [](const Sample& s) { return to_ns(s.latency.p99_s); });
  latency["max_ns"] = column(all, [](const Sample& s) { return to_ns(s.latency.max_s); });
  json["verified"] = column(all, [](const Sample& s) { return s.verified ? 1 : 0; });
  json["failure"] = failures(all);
  json["counters"] = counters(all);
  return json;
}

Json to_json(const Run& run) {
  Json wall_ns = Json::object();
  for (const auto& [part, seconds] : run.wall_s) wall_ns[part] = to_ns(seconds);
  Json json = {{"format", "sharebench run"},
               {"schema", kSchema},
               {"id", run.id},
               {"tool_version", run.tool_version},
               {"commit", run.commit},
               {"started", run.started},
               {"measured_on", run.measured_on},
               {"complete", run.complete},
               {"host", run.host},
               {"host_facts", text_map(run.host_facts)},
               {"settings", text_map(run.settings)},
               {"targets", list(run.targets)},
               {"mounts", list(run.mounts)},
               {"plan", to_json(run.plan)},
               {"blocks", list(run.blocks)},
               {"warnings", list(run.warnings)},
               {"cold_method", text_map(run.cold_method)},
               {"wall_ns", wall_ns},
               {"samples", sample_columns(run, run.samples)}};
  if (!run.guard.empty()) json["guard"] = list(run.guard);
  if (!run.pilot.empty()) json["pilot"] = sample_columns(run, run.pilot);
  return json;
}

/// Objects of the outer levels and arrays of objects over several lines, everything else on one.
void print(const Json& json, int depth, std::string& out) {
  const bool rows = json.is_array() && !json.empty() && json.front().is_object();
  if (json.empty() || depth >= 3 || !(json.is_object() || rows)) {
    // A host name or a mount option may hold any bytes; they must not cost the run.
    out += json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return;
  }
  const std::string indent(static_cast<std::size_t>(depth) + 1, ' ');
  out += json.is_object() ? "{\n" : "[\n";
  bool first = true;
  for (const auto& [key, value] : json.items()) {
    if (!first) out += ",\n";
    first = false;
    out += indent;
    if (json.is_object())
      out += Json(key).dump(-1, ' ', false, Json::error_handler_t::replace) + ": ";
    print(value, rows ? 3 : depth + 1, out);
  }
  out += "\n" + indent.substr(1) + (json.is_object() ? "}" : "]");
}

}  // namespace

std::string to_text(const Run& run) {
  check_run(run);
  std::string text;
  print(to_json(run), 0, text);
  return text + "\n";
}

}  // namespace sharebench::store
