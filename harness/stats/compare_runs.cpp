// Block numbers of both files, their shifts, one family.
#include "harness/stats/compare_runs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "harness/core/error.h"
#include "harness/core/run_rules.h"
#include "harness/core/spec_list.h"
#include "harness/core/units.h"
#include "harness/stats/block_ratio.h"
#include "harness/stats/build_report.h"
#include "harness/stats/family.h"
#include "harness/stats/judge.h"
#include "harness/stats/report_facts.h"
#include "harness/stats/signed_rank.h"
#include "harness/stats/slope.h"
#include "harness/stats/unpaired.h"
#include "harness/stats/verdict.h"

namespace sharebench::stats {
namespace {

constexpr double kCompareLevel = 0.05;

/// The numbers of both sides of one comparison.
struct Sides {
  std::string workload{}, baseline{}, candidate{};
  BlockNumbers of_baseline{}, of_candidate{};
};

/// Compares two runs that were merged into one.
class Comparer {
 public:
  Comparer(const MergedRuns& merged, const CompareOptions& options)
      : merged_(merged), run_(merged.run), options_(options), samples_(merged.run) {
    find_references();
    serial_ = any_serial();
  }

  bool serial() const { return serial_; }

  std::vector<Sides> all() const {
    std::vector<Sides> all;
    for (int workload = 0; workload < std::ssize(run_.plan.workloads); ++workload) {
      for (int mount = 0; mount < std::ssize(run_.mounts); ++mount) {
        const int baseline = baseline_for(run_, mount);
        if (mount == baseline || is_reference(mount)) continue;
        Sides sides{run_.plan.workloads[static_cast<std::size_t>(workload)].label, name(baseline),
                    name(mount), numbers(baseline, workload), numbers(mount, workload)};
        if (!sides.of_baseline.empty() && !sides.of_candidate.empty()) all.push_back(sides);
      }
    }
    return all;
  }

  Shift shift(const Sides& sides) const {
    const double m = std::log1p(options_.margin);
    const Drift drift = references_.empty() ? Drift::kAtWorst : Drift::kAsSeen;
    return merged_.pairing == Pairing::kNone
               ? unpaired_shift(sides.of_baseline, sides.of_candidate, m, drift)
               : paired_shift(sides.of_baseline, sides.of_candidate, m, drift);
  }

 private:
  const std::string& name(int mount) const {
    return run_.mounts[static_cast<std::size_t>(mount)].share.name;
  }

  void find_references() {
    if (options_.reference.empty()) return;
    std::vector<std::string> known;
    for (int mount = 0; mount < std::ssize(run_.mounts); ++mount) {
      if (baseline_for(run_, mount) == mount) continue;
      const std::string label = name(mount).substr(0, name(mount).rfind(" ("));
      known.push_back(label);
      if (label != options_.reference) continue;
      references_ = {baseline_for(run_, mount), mount};
    }
    if (references_.empty() || known.size() < 2) {
      throw_unknown_name("reference among the shares that both files have", options_.reference,
                         known);
    }
  }

  bool is_reference(int mount) const {
    return std::find(references_.begin(), references_.end(), mount) != references_.end();
  }

  bool any_serial() const {
    if (!references_.empty()) return false;
    for (int workload = 0; workload < std::ssize(run_.plan.workloads); ++workload) {
      for (int mount = 0; mount < std::ssize(run_.mounts); ++mount) {
        const int baseline = baseline_for(run_, mount);
        if (mount != baseline && !log_slopes(run_, samples_, mount, workload).empty() &&
            !log_slopes(run_, samples_, baseline, workload).empty()) {
          return true;
        }
      }
    }
    return false;
  }

  BlockNumbers numbers(int mount, int workload) const {
    if (serial_) return log_slopes(run_, samples_, mount, workload);
    const int cell = find_cell(run_, mount, workload, 0);
    BlockNumbers numbers;
    if (cell < 0) return numbers;
    if (!references_.empty()) {
      const int side = baseline_for(run_, mount) == mount ? references_[0] : references_[1];
      const int reference = find_cell(run_, side, workload, 0);
      const BlockRatios ratios = block_ratios(samples_, reference, cell);
      for (std::size_t i = 0; i < ratios.d.size(); ++i) numbers[ratios.blocks[i]] = ratios.d[i];
      return numbers;
    }
    for (int block = 0; block < samples_.blocks(); ++block) {
      const auto seconds = samples_.median_seconds(cell, block);
      if (seconds) numbers[block] = std::log(*seconds);
    }
    return numbers;
  }

  const MergedRuns& merged_;
  const Run& run_;
  const CompareOptions& options_;
  SampleIndex samples_;
  std::vector<int> references_{};  ///< of the baseline and of the candidate
  bool serial_ = false;
};

Verdict verdict_of(const Sides& sides, const Shift& shift, double margin) {
  Verdict verdict;
  verdict.workload = sides.workload;
  verdict.baseline = sides.baseline;
  verdict.candidate = sides.candidate;
  verdict.margin = margin;
  verdict.level = kCompareLevel;
  verdict.finding = finding_of(shift.log_ratio, margin);
  verdict.lean = lean_of(shift.log_ratio);
  if (shift.log_ratio.n > 0) verdict.ratio = as_ratio(shift.log_ratio);
  verdict.p = shift.p_margin;
  verdict.sentence = sentence(verdict);
  return verdict;
}

/// Per candidate the mean over workloads of every block that has all of them.
std::vector<Geomean> geomeans_of(const Comparer& comparer, const std::vector<Sides>& all) {
  std::map<std::string, std::vector<const Sides*>> by_candidate;
  for (const Sides& sides : all) by_candidate[sides.candidate].push_back(&sides);
  const auto mean = [](const std::vector<const Sides*>& rows, BlockNumbers Sides::*side) {
    BlockNumbers means;
    for (const auto& [block, ignored] : rows.front()->*side) {
      double sum = 0;
      std::size_t have = 0;
      for (const Sides* row : rows) {
        const auto at = (row->*side).find(block);
        if (at == (row->*side).end()) continue;
        sum += at->second;
        ++have;
      }
      if (have == rows.size()) means[block] = sum / static_cast<double>(have);
    }
    return means;
  };
  std::vector<Geomean> found;
  for (const auto& [candidate, rows] : by_candidate) {
    if (rows.size() < 2) continue;
    const Sides means{"", rows.front()->baseline, candidate, mean(rows, &Sides::of_baseline),
                      mean(rows, &Sides::of_candidate)};
    const Shift shift = comparer.shift(means);
    if (shift.log_ratio.n == 0) continue;
    found.push_back({means.baseline, candidate, comparer.serial(), static_cast<int>(rows.size()),
                     as_ratio(shift.log_ratio), 0});
  }
  return found;
}

std::string cost_of(const MergedRuns& merged, double widened, const CompareOptions& options) {
  if (merged.pairing == Pairing::kSameRun) {
    return "both files are of one run, so its blocks pair: what drifts hits both alike";
  }
  std::string cost =
      merged.pairing == Pairing::kSameSeed
          ? "blocks of a number did the same work in the same order, but at different times: they "
            "pair by their work and not by the machine's mood"
          : "the blocks of the two files do not pair";
  if (widened > 1.005) {
    cost += fmt::format(
        ", and for drift that they may hide intervals are up to {:.1f} times as wide", widened);
  }
  if (!options.reference.empty()) {
    return cost + fmt::format("; what changed between the files for {} too is taken out",
                              options.reference);
  }
  return cost +
         "; what changed on the machine between the two is in the ratio and cannot be seen: "
         "measure both together (sharebench regress), or divide by a share that both have "
         "(--reference SHARE)";
}

std::vector<std::pair<std::string, std::string>> environment_of(const Run& base,
                                                                const Run& candidate,
                                                                const Run& merged) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& [side, run] : {std::pair{"baseline", &base}, {"candidate", &candidate}}) {
    rows.emplace_back(fmt::format("run {}", side), fmt::format("{}, {} by sharebench {}", run->id,
                                                               run->started, run->tool_version));
    rows.emplace_back(fmt::format("host {}", side), run->host);
  }
  for (const auto& row : environment(merged)) {
    if (row.first.rfind("target ", 0) == 0 || row.first.rfind("share ", 0) == 0) {
      rows.push_back(row);
    }
  }
  return rows;
}

std::vector<std::string> method_of(Pairing pairing, const CompareOptions& options) {
  std::vector<std::string> sentences = {
      options.reference.empty()
          ? std::string("Each block of either file gives one number: the median of ln(seconds) of "
                        "its samples (of serial round trips, where both were paced: of ln(slope)).")
          : fmt::format("Each block of either file gives one number: the median over pairs of "
                        "ln(seconds) - ln(seconds of {}).",
                        options.reference)};
  sentences.push_back(
      pairing == Pairing::kNone
          ? "The ratio is exp of the median difference between all blocks of one file and all of "
            "the "
            "other, with the exact interval of Mann and Whitney's test."
          : "The ratio is exp of the Hodges-Lehmann estimate of the differences of blocks of one "
            "number, with the exact signed-rank interval.");
  sentences.push_back(
      "The interval is widened by sqrt((1 + r) / (1 - r)), r being the autocorrelation of "
      "successive "
      "blocks. n counts blocks.");
  return sentences;
}

}  // namespace

RunComparison compare_runs(const Run& base, const Run& candidate, const CompareOptions& options) {
  MergedRuns merged = merge_runs(base, candidate, {.other_host = options.other_host});
  merged.run.plan.margin = options.margin;
  RunComparison result;
  result.pairing = merged.pairing;
  Report& report = result.report;
  report = build_report(merged.run);
  std::vector<std::string> unfit = unfit_reasons(merged.run);
  unfit.insert(unfit.end(), merged.unfit.begin(), merged.unfit.end());
  double widened = 1;
  if (merged.pairing == Pairing::kSameRun && options.reference.empty()) {
    if (!unfit.empty()) {
      report.family.unfit = unfit;
      report.family.answer = Answer::kUnfit;
      report.family.sentence = fmt::format("UNFIT: {}", fmt::join(unfit, "; "));
    }
  } else {
    const Comparer comparer(merged, options);
    const std::vector<Sides> all = comparer.all();
    std::vector<FamilyResult> results;
    report.comparisons.clear();
    for (const Sides& sides : all) {
      const Shift shift = comparer.shift(sides);
      if (shift.log_ratio.n == 0) continue;
      widened = std::max(widened, shift.widened);
      results.push_back({verdict_of(sides, shift, options.margin), shift.p_above});
      report.comparisons.push_back({.workload = sides.workload,
                                    .baseline = sides.baseline,
                                    .candidate = sides.candidate,
                                    .ratio = as_ratio(shift.log_ratio)});
    }
    report.serial_ratios.clear();
    report.judged_on_serial = comparer.serial();
    report.family = family_of(results, kCompareLevel, unfit);
    report.geomeans = geomeans_of(comparer, all);
    report.method = method_of(merged.pairing, options);
  }
  result.cost = cost_of(merged, widened, options);
  report.title = fmt::format("{} against {}", candidate.id, base.id);
  report.environment = environment_of(base, candidate, merged.run);
  report.warnings = merged.warnings;
  report.answer = fmt::format("{}. Note that {}.", report.family.sentence, result.cost);
  return result;
}

}  // namespace sharebench::stats
