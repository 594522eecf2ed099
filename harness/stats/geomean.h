// One number for all workloads of a comparison, with an interval that knows that they share blocks.
//
// Intervals of single workloads are never combined: what a mount does to one workload it does to
// others, and treating them as independent covers 78 % instead of 95 %.
#pragma once

#include <utility>
#include <vector>

#include "harness/core/comparison.h"

namespace sharebench::stats {

/// Block and its ln(candidate / baseline), as in Comparison::block_log_ratios.
using BlockLogRatios = std::vector<std::pair<int, double>>;

/// The mean log-ratio of every block that all workloads have.
struct BlockGeomeans {
  std::vector<double> d{};    ///< gamma_j = sum_w weight_w d_jw
  std::vector<int> blocks{};  ///< the blocks they are of, increasing
  int left_out = 0;           ///< blocks that some workload has and another lacks
};

/// Geometric means by block. `weights` are fixed before the run and add up to 1; empty stands for
/// 1/W each. Throws std::invalid_argument when there are no workloads or the weights do not fit.
BlockGeomeans block_geomeans(const std::vector<BlockLogRatios>& workloads,
                             const std::vector<double>& weights);

}  // namespace sharebench::stats
