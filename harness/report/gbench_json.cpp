// Google Benchmark's JSON, built field by field: its readers differ in what they demand (the rules
// and who needs them: docs/results_schema.md).
#include "harness/report/gbench_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "harness/core/error.h"
#include "harness/core/run_rules.h"
#include "harness/report/gbench_context.h"

namespace sharebench::report {
namespace {

using Json = nlohmann::ordered_json;
using Samples = std::vector<const Sample*>;

double ns(double seconds) {
  return std::round(seconds * 1e9);
}

const Mount& mount_of(const Run& run, const Cell& cell) {
  return run.mounts[static_cast<std::size_t>(cell.mount)];
}

/// `small_files:count=25,size=4KiB` -> `small_files/count:25/size:4KiB`. Readers split names at
/// slashes, so a value has none.
std::string name_of_label(std::string label) {
  std::replace(label.begin(), label.end(), '/', '_');
  if (const auto colon = label.find(':'); colon != std::string::npos) {
    label[colon] = '/';
    std::replace(label.begin() + static_cast<std::ptrdiff_t>(colon), label.end(), ',', '/');
    std::replace(label.begin() + static_cast<std::ptrdiff_t>(colon), label.end(), '=', ':');
  }
  return label;
}

std::string name_of(const Run& run, const Cell& cell, const GbenchArm& arm) {
  const auto& workload = run.plan.workloads[static_cast<std::size_t>(cell.workload)];
  std::string target = arm.target.empty() ? mount_of(run, cell).share.name : arm.target;
  std::replace(target.begin(), target.end(), '/', '_');
  const std::string pace =
      cell.pace_s > 0 ? fmt::format("/pace_us:{:.0f}", cell.pace_s * 1e6) : std::string();
  return fmt::format("{}{}/target:{}/real_time", name_of_label(workload.label), pace, target);
}

/// Samples that count, in the order in which they ran.
Samples samples_of(const Run& run, std::size_t cell) {
  Samples samples;
  for (const Sample& sample : run.samples) {
    if (static_cast<std::size_t>(sample.cell) == cell && counts(run, sample)) {
      samples.push_back(&sample);
    }
  }
  std::stable_sort(samples.begin(), samples.end(), [](const Sample* a, const Sample* b) {
    return std::pair{a->block, a->position} < std::pair{b->block, b->position};
  });
  return samples;
}

Json row_head(const std::string& name, const std::string& run_name, std::size_t family) {
  return {{"name", name},
          {"family_index", family},
          {"per_family_instance_index", 0},
          {"run_name", run_name}};
}

void add_times(Json& row, double time_ns) {
  row["real_time"] = time_ns;
  row["cpu_time"] = time_ns;  // not measured, see context.cpu_time
  row["time_unit"] = "ns";
}

Json sample_row(const Run& run, const std::string& name, std::size_t family, const Samples& samples,
                std::size_t index) {
  const Sample& sample = *samples[index];
  Json row = row_head(name, name, family);
  row["run_type"] = "iteration";
  row["repetitions"] = samples.size();
  row["repetition_index"] = index;
  row["threads"] = 1;
  row["iterations"] = 1;
  add_times(row, ns(sample.elapsed_s));
  const std::string label =
      time_label(run, run.plan.cells[static_cast<std::size_t>(sample.cell)].pace_s);
  if (!label.empty()) row["label"] = label;
  if (sample.ops > 0) row["items_per_second"] = static_cast<double>(sample.ops) / sample.elapsed_s;
  if (sample.bytes > 0) {
    row["bytes_per_second"] = static_cast<double>(sample.bytes) / sample.elapsed_s;
  }
  row["block"] = sample.block;
  if (sample.latency.count > 0) {
    row["latency_p50_ns"] = ns(sample.latency.p50_s);
    row["latency_p90_ns"] = ns(sample.latency.p90_s);
    row["latency_p99_ns"] = ns(sample.latency.p99_s);
    row["latency_max_ns"] = ns(sample.latency.max_s);
  }
  for (const auto& [counter, value] : sample.counters) {
    if (std::isfinite(value) && !row.contains(counter)) row[counter] = value;
  }
  return row;
}

struct Aggregate {
  const char* name;
  double value;
};

std::vector<Aggregate> aggregates(const Samples& samples) {
  std::vector<double> times;
  for (const Sample* sample : samples) times.push_back(ns(sample->elapsed_s));
  std::sort(times.begin(), times.end());
  const std::size_t middle = times.size() / 2;
  const double median =
      times.size() % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
  double mean = 0, squares = 0, n = 0;  // Welford: no cancellation
  for (const double time : times) {
    n += 1;
    const double before = time - mean;
    mean += before / n;
    squares += before * (time - mean);
  }
  std::vector<Aggregate> all = {{"mean", mean}, {"median", median}};
  if (times.size() > 1) all.push_back({"stddev", std::sqrt(squares / (n - 1))});
  return all;
}

void add_cell(const Run& run, std::size_t cell, const GbenchArm& arm, Json& benchmarks) {
  const Samples samples = samples_of(run, cell);
  if (samples.empty()) return;
  const std::string name = name_of(run, run.plan.cells[cell], arm);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    benchmarks.push_back(sample_row(run, name, cell, samples, i));
  }
  for (const auto& [aggregate, value] : aggregates(samples)) {
    Json row = row_head(fmt::format("{}_{}", name, aggregate), name, cell);
    row["run_type"] = "aggregate";
    row["repetitions"] = samples.size();
    row["threads"] = 1;
    row["aggregate_name"] = aggregate;
    row["aggregate_unit"] = "time";
    row["iterations"] = samples.size();
    add_times(row, value);
    benchmarks.push_back(row);
  }
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

std::string render_gbench(const Report& report, const GbenchArm& arm) {
  const Run& run = report.run;
  const bool known = std::any_of(run.mounts.begin(), run.mounts.end(),
                                 [&](const Mount& mount) { return mount.share.name == arm.share; });
  if (!arm.share.empty() && !known) {
    throw UsageError(fmt::format("run {} has no share '{}'", run.id, arm.share),
                     "name one of the shares in its tables");
  }
  Json benchmarks = Json::array();
  for (std::size_t cell = 0; cell < run.plan.cells.size(); ++cell) {
    const Cell& box = run.plan.cells[cell];
    if (box.full_size || (known && mount_of(run, box).share.name != arm.share)) continue;
    add_cell(run, cell, arm, benchmarks);
  }
  std::string out = "{\n\"context\": ";
  print(gbench_context(report), 1, out);
  out += ",\n\"benchmarks\": ";
  print(benchmarks, 1, out);
  out += ",\n\"sharebench\": ";
  print(gbench_extension(report, arm.share), 2, out);
  return out + "\n}\n";
}

std::string render_gbench(const Report& report) {
  return render_gbench(report, GbenchArm{});
}

}  // namespace sharebench::report
