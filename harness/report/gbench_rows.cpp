// Names and rows as Google Benchmark writes them.
#include "harness/report/gbench_rows.h"
#include "harness/report/json.h"

#include <fmt/format.h>

#include <algorithm>

namespace sharebench::report {
namespace {

/// `small_files:count=25,size=4KiB` -> `small_files/count:25/size:4KiB`. Slashes
/// of its own would split it elsewhere.
std::string gbench_name(std::string label) {
  std::replace(label.begin(), label.end(), '/', '_');
  if (const auto colon = label.find(':'); colon != std::string::npos) {
    label[colon] = '/';
    std::replace(label.begin() + static_cast<std::ptrdiff_t>(colon), label.end(), ',', '/');
    std::replace(label.begin() + static_cast<std::ptrdiff_t>(colon), label.end(), '=', ':');
  }
  return label;
}

/// Objects and arrays of the outer `levels` with an element a line, everything below on one.
void print(const Json& json, int levels, std::string& out) {
  if (levels == 0 || json.empty() || !json.is_structured()) {
    out += json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return;
  }
  const char* separator = json.is_object() ? "{\n" : "[\n";
  for (const auto& [key, value] : json.items()) {
    out += separator;
    separator = ",\n";
    if (json.is_object()) out += "\"" + key + "\": ";  // our own keys: nothing to escape
    print(value, levels - 1, out);
  }
  out += json.is_object() ? "\n}" : "\n]";
}

}  // namespace

std::string gbench_name(const Run& run, const Cell& cell, std::string target) {
  const auto& workload = run.plan.workloads[static_cast<std::size_t>(cell.workload)];
  std::replace(target.begin(), target.end(), '/', '_');
  const std::string pace =
      cell.pace_s > 0 ? fmt::format("/pace_us:{:.0f}", cell.pace_s * 1e6) : std::string();
  return fmt::format("{}{}/target:{}/real_time", gbench_name(workload.label), pace, target);
}

Json gbench_row(const std::string& name, const std::string& run_name, std::size_t family) {
  return {{"name", name},
          {"family_index", family},
          {"per_family_instance_index", 0},
          {"run_name", run_name}};
}

void add_gbench_times(Json& row, double time_ns) {
  row["real_time"] = time_ns;
  row["cpu_time"] = time_ns;  // not measured, see context.cpu_time
  row["time_unit"] = "ns";
}

std::string gbench_text(const Json& parts) {
  std::string out;
  const char* separator = "{\n";
  for (const auto& [key, value] : parts.items()) {
    out += separator;
    separator = ",\n";
    out += "\"" + key + "\": ";
    print(value, key == "sharebench" ? 2 : 1, out);
  }
  return out + "\n}\n";
}

}  // namespace sharebench::report
