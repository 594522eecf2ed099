// The order in which a report comes together.
#include "harness/stats/build_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "harness/core/error.h"
#include "harness/core/run_rules.h"
#include "harness/stats/block_ratio.h"
#include "harness/stats/block_samples.h"
#include "harness/stats/judge.h"
#include "harness/stats/outlook.h"
#include "harness/stats/pilot.h"
#include "harness/stats/report_facts.h"
#include "harness/stats/report_text.h"
#include "harness/stats/selftest_run.h"
#include "harness/stats/slope.h"
#include "harness/stats/summary.h"

namespace sharebench::stats {
namespace {

/// Run files are checked on reading; this guards runs that were built in memory.
void check_indices(const Run& run) {
  const auto within = [](int index, std::size_t size) {
    return index >= 0 && static_cast<std::size_t>(index) < size;
  };
  const Plan& plan = run.plan;
  const bool cells_fit = std::all_of(plan.cells.begin(), plan.cells.end(), [&](const Cell& cell) {
    const auto& workloads = cell.full_size ? plan.full_size : plan.workloads;
    return within(cell.mount, run.mounts.size()) && within(cell.workload, workloads.size());
  });
  const bool samples_fit =
      std::all_of(run.samples.begin(), run.samples.end(), [&](const Sample& sample) {
        return within(sample.cell, plan.cells.size()) &&
               sample.block < static_cast<int>(run.blocks.size());
      });
  const bool baseline_fits = run.mounts.empty() || within(plan.baseline, run.mounts.size());
  if (!cells_fit || !samples_fit || !baseline_fits) {
    throw DataError(
        fmt::format("run {} names a mount, workload, cell or block that it does not have", run.id),
        "it was damaged after it was written; measure again");
  }
}

std::string title(const Run& run) {
  std::vector<std::string> shares;
  for (const Mount& mount : run.mounts) shares.push_back(mount.share.name);
  const std::string where = run.targets.empty() ? "" : " on " + run.targets.front().id;
  return fmt::format("{}{}", fmt::join(shares, " against "), where);
}

}  // namespace

Report build_report(Run measured) {
  check_indices(measured);
  Report report;
  report.run = std::move(measured);
  const Run& run = report.run;
  const SampleIndex samples(run);
  report.title = title(run);
  report.summaries = summarize(run, samples);
  report.comparisons = compare_all(run, samples);
  SerialResult serial = serial_round_trips(run, samples);
  report.serial = std::move(serial.slopes);
  report.serial_ratios = std::move(serial.ratios);
  report.full_size = full_size_counts(run);
  report.judged_on_serial = judged_on_serial(report);
  report.family = judge(report);
  report.geomeans = geomeans(report);
  for (const PilotFinding& finding : judge_pilot(run)) {
    report.steady_state[finding.workload] = name(finding.warm_up.state);
  }
  if (command_of(run) == "selftest") report.selftest = judge_selftests(run);
  report.banner = banner(run);
  report.guard = worst_state(run);
  report.environment = environment(run);
  report.warnings = warnings(run, report.summaries);
  for (const std::string& reason : report.family.unfit) {
    report.warnings.push_back("unfit to be judged: " + reason);
  }
  const std::string open = outlook(report);
  if (!open.empty()) report.warnings.push_back(open);
  report.method = method(run);
  report.answer = answer(report);
  return report;
}

}  // namespace sharebench::stats
