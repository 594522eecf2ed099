// Ratios of two arms, block by block.
#include "harness/stats/block_ratio.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "harness/core/costs.h"
#include "harness/core/run_rules.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

std::vector<double> pair_ratios(const BlockSamples& baseline, const BlockSamples& candidate) {
  std::vector<double> ratios;
  const std::size_t pairs = std::min(baseline.size(), candidate.size());
  for (std::size_t i = 0; i < pairs; ++i) {
    if (!baseline[i] || !candidate[i]) continue;
    ratios.push_back(std::log(candidate[i]->elapsed_s) - std::log(baseline[i]->elapsed_s));
  }
  return ratios;
}

/// Unpaced first, then every pace that a cell has.
std::set<double> paces(const Run& run) {
  std::set<double> all;
  for (const Cell& cell : run.plan.cells) all.insert(cell.pace_s);
  return all;
}

}  // namespace

double block_log_ratio(const std::vector<double>& baseline, const std::vector<double>& candidate) {
  std::vector<double> pairs;
  for (std::size_t i = 0; i < std::min(baseline.size(), candidate.size()); ++i) {
    pairs.push_back(candidate[i] - baseline[i]);
  }
  return median(pairs);
}

BlockRatios block_ratios(const SampleIndex& samples, int baseline_cell, int candidate_cell) {
  BlockRatios result;
  for (int block = 0; block < samples.blocks(); ++block) {
    const std::vector<double> ratios =
        pair_ratios(samples.at(baseline_cell, block), samples.at(candidate_cell, block));
    if (ratios.empty()) {
      ++result.left_out;
    } else {
      result.d.push_back(median(ratios));
      result.blocks.push_back(block);
    }
  }
  return result;
}

Estimate ratio_estimate(const std::vector<double>& d, double level) {
  Estimate estimate = hodges_lehmann(d, level);
  estimate.value = std::exp(estimate.value);
  if (estimate.low) estimate.low = std::exp(*estimate.low);
  if (estimate.high) estimate.high = std::exp(*estimate.high);
  return estimate;
}

std::vector<Comparison> compare_all(const Run& run, const SampleIndex& samples) {
  std::vector<Comparison> comparisons;
  for (int workload = 0; workload < std::ssize(run.plan.workloads); ++workload) {
    if (!is_judged(run.plan, workload)) continue;
    for (const double pace_s : paces(run)) {
      for (int mount = 0; mount < std::ssize(run.mounts); ++mount) {
        const int baseline = baseline_for(run, mount);
        if (mount == baseline) continue;
        const int baseline_cell = find_cell(run, baseline, workload, pace_s);
        const int cell = find_cell(run, mount, workload, pace_s);
        if (baseline_cell < 0 || cell < 0) continue;
        const BlockRatios ratios = block_ratios(samples, baseline_cell, cell);
        if (ratios.d.empty()) continue;
        Comparison comparison;
        comparison.workload = run.plan.workloads[static_cast<std::size_t>(workload)].label;
        comparison.baseline = run.mounts[static_cast<std::size_t>(baseline)].share.name;
        comparison.candidate = run.mounts[static_cast<std::size_t>(mount)].share.name;
        comparison.pace_s = pace_s;
        comparison.ratio = ratio_estimate(ratios.d);
        comparison.p = signed_rank_test(ratios.d).p_two;
        comparison.blocks_left_out = ratios.left_out;
        for (std::size_t i = 0; i < ratios.d.size(); ++i) {
          comparison.block_log_ratios.emplace_back(ratios.blocks[i], ratios.d[i]);
        }
        comparisons.push_back(comparison);
      }
    }
  }
  return comparisons;
}

}  // namespace sharebench::stats
