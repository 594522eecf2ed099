// Candidate against baseline: one number a block, because a block is what was set up afresh.
//
// Why blocks and why the median of pair ratios: docs/methodology.md.
#pragma once

#include <vector>

#include "harness/core/comparison.h"
#include "harness/core/run.h"
#include "harness/stats/block_samples.h"

namespace sharebench::stats {

struct BlockRatios {
  std::vector<double> d;    ///< ln(candidate / baseline), one a block that has both arms
  std::vector<int> blocks;  ///< the blocks they are of
  int left_out = 0;         ///< blocks that are invalid or lack one arm
};

/// A block's number from ln(time) of both arms in execution order: the median of candidate_i -
/// baseline_i over the pairs that both have. At least one pair (std::invalid_argument).
double block_log_ratio(const std::vector<double>& baseline, const std::vector<double>& candidate);

/// d_j = median_i(ln b_ji - ln a_ji) over pairs i in execution order: a pair is each arm's i-th
/// timed sample of the block; a pair with a failed half is dropped. d > 0 means the candidate is
/// slower.
BlockRatios block_ratios(const SampleIndex& samples, int baseline_cell, int candidate_cell);

/// exp of the Hodges-Lehmann estimate of `d` and of its interval at the two-sided `level` (0.05
/// gives 95 %). `d` must not be empty (std::invalid_argument).
Estimate ratio_estimate(const std::vector<double>& d, double level = 0.05);

/// Every share against the plan's baseline on every workload, at each pace and unpaced. Pairs
/// without one common block are left out.
std::vector<Comparison> compare_all(const Run& run, const SampleIndex& samples);

}  // namespace sharebench::stats
