// Google Benchmark's JSON, built field by field: its readers differ in what they demand (the rules
// and who needs them: docs/results_schema.md).
#include "harness/report/gbench_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "harness/core/error.h"
#include "harness/core/run_rules.h"
#include "harness/report/cell_samples.h"
#include "harness/report/gbench_context.h"
#include "harness/report/gbench_rows.h"
#include "harness/report/json.h"

namespace sharebench::report {
namespace {

double exact_ns(double seconds) {
  return std::round(seconds * 1e9);
}

const Mount& mount_of(const Run& run, const Cell& cell) {
  return run.mounts[static_cast<std::size_t>(cell.mount)];
}

Json sample_row(const Run& run, const std::string& name, std::size_t family,
                const CellSamples& samples, std::size_t index) {
  const Sample& sample = *samples[index];
  Json row = gbench_row(name, name, family);
  row["run_type"] = "iteration";
  row["repetitions"] = samples.size();
  row["repetition_index"] = index;
  row["threads"] = 1;
  row["iterations"] = repeats_of(run.plan, run.plan.cells[static_cast<std::size_t>(sample.cell)]);
  add_gbench_times(row, exact_ns(sample.elapsed_s));
  const std::string label =
      time_label(run, run.plan.cells[static_cast<std::size_t>(sample.cell)].pace_s);
  if (!label.empty()) row["label"] = label;
  if (sample.ops > 0) row["items_per_second"] = static_cast<double>(sample.ops) / sample.elapsed_s;
  if (sample.bytes > 0) {
    row["bytes_per_second"] = static_cast<double>(sample.bytes) / sample.elapsed_s;
  }
  row["block"] = sample.block;
  if (sample.latency.count > 0) {
    row["latency_p50_ns"] = exact_ns(sample.latency.p50_s);
    row["latency_p90_ns"] = exact_ns(sample.latency.p90_s);
    row["latency_p99_ns"] = exact_ns(sample.latency.p99_s);
    row["latency_max_ns"] = exact_ns(sample.latency.max_s);
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

std::vector<Aggregate> aggregates(const CellSamples& samples) {
  const Spread spread = spread_of(nanoseconds_of(samples));
  std::vector<Aggregate> all = {{"mean", spread.mean}, {"median", spread.median}};
  if (spread.stddev) all.push_back({"stddev", *spread.stddev});
  return all;
}

void add_cell(const Run& run, std::size_t cell, const GbenchArm& arm, Json& benchmarks) {
  const CellSamples samples = counted_samples(run, cell);
  if (samples.empty()) return;
  const Cell& box = run.plan.cells[cell];
  const std::string name =
      gbench_name(run, box, arm.target.empty() ? mount_of(run, box).share.name : arm.target);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    benchmarks.push_back(sample_row(run, name, cell, samples, i));
  }
  for (const auto& [aggregate, value] : aggregates(samples)) {
    Json row = gbench_row(fmt::format("{}_{}", name, aggregate), name, cell);
    row["run_type"] = "aggregate";
    row["repetitions"] = samples.size();
    row["threads"] = 1;
    row["aggregate_name"] = aggregate;
    row["aggregate_unit"] = "time";
    row["iterations"] = samples.size();
    add_gbench_times(row, value);
    benchmarks.push_back(row);
  }
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
  return gbench_text({{"context", gbench_context(report)},
                      {"benchmarks", benchmarks},
                      {"sharebench", gbench_extension(report, arm.share)}});
}

std::string render_gbench(const Report& report) {
  return render_gbench(report, GbenchArm{});
}

}  // namespace sharebench::report
