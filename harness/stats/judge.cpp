// From a report's comparisons to verdicts.
#include "harness/stats/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "harness/core/run_rules.h"
#include "harness/stats/block_ratio.h"
#include "harness/stats/family.h"
#include "harness/stats/fisher.h"
#include "harness/stats/geomean.h"
#include "harness/stats/precision.h"

namespace sharebench::stats {
namespace {

constexpr double kVerdictLevel = 0.05;

/// One comparison of the family, whatever was compared.
struct Series {
  std::string workload{}, baseline{}, candidate{};
  BlockLogRatios ratios{};
};

std::vector<Series> deciding_series(const Report& report) {
  std::vector<Series> all;
  if (judged_on_serial(report)) {
    for (const SerialRatio& row : report.serial_ratios) {
      all.push_back({row.workload, row.baseline, row.candidate, row.block_log_ratios});
    }
    return all;
  }
  for (const Comparison& row : report.comparisons) {
    if (row.pace_s > 0) continue;
    all.push_back({row.workload, row.baseline, row.candidate, row.block_log_ratios});
  }
  return all;
}

std::vector<FamilyMember> members_of(const std::vector<Series>& all) {
  std::vector<FamilyMember> members;
  for (const Series& one : all) {
    FamilyMember member{one.workload, one.baseline, one.candidate, {}};
    for (const auto& [block, d] : one.ratios) member.d.push_back(d);
    members.push_back(std::move(member));
  }
  return members;
}

/// Computed once a schedule: the nominal level takes a numerical integration.
const SequentialDesign& design_of(const Plan& plan) {
  static std::map<Schedule, SequentialDesign> known;
  const Schedule schedule =
      plan.looks.empty() ? Schedule{std::max(1, plan.blocks)} : Schedule(plan.looks);
  const auto found = known.find(schedule);
  if (found != known.end()) return found->second;
  return known.emplace(schedule, SequentialDesign(schedule, kVerdictLevel)).first->second;
}

}  // namespace

std::vector<Tally> tallies_of(const Run& run) {
  std::vector<Tally> tallies(run.mounts.size());
  for (const Sample& sample : run.samples) {
    const Cell& cell = run.plan.cells[static_cast<std::size_t>(sample.cell)];
    if (sample.warmup || cell.full_size) continue;
    Tally& tally = tallies[static_cast<std::size_t>(cell.mount)];
    ++tally.samples;
    if (!sample.failure.empty() || !sample.verified) ++tally.invalid;
  }
  return tallies;
}

std::vector<std::string> unfit_reasons(const Run& run) {
  const std::vector<Tally> tallies = tallies_of(run);
  std::vector<std::string> reasons;
  for (int mount = 0; mount < static_cast<int>(run.mounts.size()); ++mount) {
    const int baseline = baseline_for(run, mount);
    const Tally base = tallies[static_cast<std::size_t>(baseline)];
    const Tally other = tallies[static_cast<std::size_t>(mount)];
    if (mount == baseline ||
        !invalid_unevenly(base.invalid, base.samples, other.invalid, other.samples)) {
      continue;
    }
    const auto name = [&](int at) { return run.mounts[static_cast<std::size_t>(at)].share.name; };
    reasons.push_back(fmt::format("{} of {} samples of {} are invalid and {} of {} of {}",
                                  other.invalid, other.samples, name(mount), base.invalid,
                                  base.samples, name(baseline)));
  }
  return reasons;
}

bool judged_on_serial(const Report& report) {
  return !report.serial_ratios.empty();
}

FamilyVerdict judge(const Report& report) {
  const std::vector<FamilyMember> members = members_of(deciding_series(report));
  if (members.empty()) return {};
  const Plan& plan = report.run.plan;
  const SequentialDesign& design = design_of(plan);
  FamilyVerdict family = judge_family(members, design, plan.margin, unfit_reasons(report.run));
  family.nominal = design.nominal();
  for (std::size_t i = 0; i < members.size(); ++i) {
    family.verdicts[i].scale = block_scale(members[i].d);
  }
  return family;
}

std::vector<Geomean> geomeans(const Report& report) {
  std::map<std::string, std::vector<Series>> by_candidate;
  for (Series& one : deciding_series(report)) {
    by_candidate[one.candidate].push_back(std::move(one));
  }
  const double level = design_of(report.run.plan).nominal();
  std::vector<Geomean> all;
  for (const auto& [candidate, series] : by_candidate) {
    if (series.size() < 2) continue;
    std::vector<BlockLogRatios> workloads;
    for (const Series& one : series) workloads.push_back(one.ratios);
    const BlockGeomeans means = block_geomeans(workloads, {});
    if (means.d.empty()) continue;
    all.push_back({series.front().baseline, candidate, judged_on_serial(report),
                   static_cast<int>(series.size()), ratio_estimate(means.d, level),
                   means.left_out});
  }
  return all;
}

}  // namespace sharebench::stats
