// Geometric means over workloads, block by block.
#include "harness/stats/geomean.h"

#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>
#include <stdexcept>

namespace sharebench::stats {
namespace {

std::vector<double> checked(const std::vector<double>& weights, std::size_t workloads) {
  if (workloads == 0) throw std::invalid_argument("no workloads to take the mean of");
  if (weights.empty()) return std::vector<double>(workloads, 1.0 / static_cast<double>(workloads));
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (weights.size() != workloads || !(std::fabs(sum - 1) <= 1e-9)) {
    throw std::invalid_argument("weights must be one a workload and add up to 1");
  }
  return weights;
}

struct Sum {
  double value = 0;
  std::size_t workloads = 0;
};

}  // namespace

BlockGeomeans block_geomeans(const std::vector<BlockLogRatios>& workloads,
                             const std::vector<double>& weights) {
  const std::vector<double> weight = checked(weights, workloads.size());
  std::map<int, Sum> sums;
  for (std::size_t w = 0; w < workloads.size(); ++w) {
    for (const auto& [block, d] : workloads[w]) {
      Sum& sum = sums[block];
      sum.value += weight[w] * d;
      ++sum.workloads;
    }
  }
  BlockGeomeans means;
  for (const auto& [block, sum] : sums) {
    if (sum.workloads != workloads.size()) {
      ++means.left_out;
      continue;
    }
    means.d.push_back(sum.value);
    means.blocks.push_back(block);
  }
  return means;
}

}  // namespace sharebench::stats
