// Families one after the other, none interleaved.
#include "harness/report/openmetrics.h"

#include <fmt/format.h>

#include <numeric>
#include <utility>
#include <vector>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"
#include "harness/report/cell_samples.h"

namespace sharebench::report {
namespace {

using Labels = std::vector<std::pair<std::string, std::string>>;

std::string label_value(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    out += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return out;
}

std::string sample(const std::string& name, const Labels& labels, double value) {
  std::string text = name;
  const char* separator = "{";
  for (const auto& [label, content] : labels) {
    text += fmt::format("{}{}=\"{}\"", separator, label, label_value(content));
    separator = ",";
  }
  return fmt::format("{}}} {}\n", text, format_plain(value));
}

Labels with(Labels labels, const std::string& label, const std::string& content) {
  labels.emplace_back(label, content);
  return labels;
}

/// A ratio to the baseline, whatever it is of.
struct Ratio {
  Labels labels{};
  Estimate estimate;
};

std::vector<Ratio> ratios(const Report& report) {
  std::vector<Ratio> all;
  const auto labels = [&](const auto& row, const char* figure, double pace_s) {
    return Labels{{"workload", row.workload},
                  {"target", target_of(report.run, row.candidate)},
                  {"share", row.candidate},
                  {"baseline", row.baseline},
                  {"figure", figure},
                  {"pace_seconds", format_plain(pace_s)},
                  {"measured_on", report.run.measured_on}};
  };
  for (const Comparison& row : report.comparisons) {
    all.push_back({labels(row, "time", row.pace_s), row.ratio});
  }
  for (const SerialRatio& row : report.serial_ratios) {
    all.push_back({labels(row, "serial_round_trips", 0), row.ratio});
  }
  return all;
}

std::string ratio_families(const std::vector<Ratio>& all) {
  std::string text =
      "# TYPE sharebench_ratio gauge\n"
      "# HELP sharebench_ratio Candidate over baseline, above 1 is slower; bounds at 95 %.\n";
  for (const Ratio& row : all) {
    text += sample("sharebench_ratio", with(row.labels, "bound", "estimate"), row.estimate.value);
    if (!row.estimate.low || !row.estimate.high) continue;
    text += sample("sharebench_ratio", with(row.labels, "bound", "lower"), *row.estimate.low);
    text += sample("sharebench_ratio", with(row.labels, "bound", "upper"), *row.estimate.high);
  }
  text +=
      "# TYPE sharebench_blocks gauge\n"
      "# HELP sharebench_blocks Blocks that a ratio rests on.\n";
  for (const Ratio& row : all) text += sample("sharebench_blocks", row.labels, row.estimate.n);
  return text;
}

std::string sample_family(const Run& run) {
  std::string text =
      "# TYPE sharebench_sample_seconds summary\n# UNIT sharebench_sample_seconds seconds\n"
      "# HELP sharebench_sample_seconds Times of the samples that count.\n";
  for (std::size_t cell = 0; cell < run.plan.cells.size(); ++cell) {
    const Cell& box = run.plan.cells[cell];
    const CellSamples samples = counted_samples(run, cell);
    if (box.full_size || samples.empty()) continue;
    const Mount& mount = run.mounts[static_cast<std::size_t>(box.mount)];
    const Labels labels = {
        {"workload", run.plan.workloads[static_cast<std::size_t>(box.workload)].label},
        {"target", run.targets[static_cast<std::size_t>(mount.target)].id},
        {"share", mount.share.name},
        {"pace_seconds", format_plain(box.pace_s)},
        {"measured_on", run.measured_on}};
    const std::vector<double> times = nanoseconds_of(samples);
    const Spread spread = spread_of(times);
    const std::string name = "sharebench_sample_seconds";
    text += sample(name, with(labels, "quantile", "0"), spread.least / 1e9);
    text += sample(name, with(labels, "quantile", "0.5"), spread.median / 1e9);
    text += sample(name, with(labels, "quantile", "1"), spread.most / 1e9);
    text += sample(name + "_count", labels, static_cast<double>(times.size()));
    text += sample(name + "_sum", labels, std::accumulate(times.begin(), times.end(), 0.0) / 1e9);
  }
  return text;
}

}  // namespace

std::string render_openmetrics(const Report& report) {
  const Run& run = report.run;
  Labels labels = {{"run", run.id},
                   {"started", run.started},
                   {"host", run.host},
                   {"version", run.tool_version},
                   {"measured_on", run.measured_on},
                   {"answer", answer_name(report.family.answer)}};
  if (!run.guard.empty()) labels = with(labels, "guard", worst_guard(run));
  return "# TYPE sharebench_run info\n# HELP sharebench_run The run that the figures are of.\n" +
         sample("sharebench_run_info", labels, 1) + ratio_families(ratios(report)) +
         sample_family(run) + "# EOF\n";
}

}  // namespace sharebench::report
