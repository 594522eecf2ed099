// The mistake that geometric means by block mend: workloads of one block taken for independent.
#include <cmath>

#include "bench/simulate/rules.h"
#include "harness/stats/precision.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::simulate {

bool independent_geomean_covers(const std::vector<std::vector<double>>& workloads, double truth) {
  double mean = 0, variance = 0;
  const auto count = static_cast<double>(workloads.size());
  for (const std::vector<double>& d : workloads) {
    mean += stats::hodges_lehmann(d).value / count;
    const double s = stats::block_scale(d).value();
    variance += s * s / (0.955 * static_cast<double>(d.size())) / (count * count);
  }
  return std::fabs(mean - truth) <= 1.959964 * std::sqrt(variance);
}

}  // namespace sharebench::simulate
