// Robust distances on log time.
#include "harness/stats/outliers.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>

#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

constexpr double kOutlierDistance = 5;  // robust standard deviations

}  // namespace

Outliers find_outliers(const std::vector<double>& seconds) {
  Outliers outliers;
  if (seconds.empty()) return outliers;
  outliers.samples = static_cast<int>(seconds.size());
  std::vector<double> logs;
  for (const double x : seconds) {
    if (!(x > 0)) throw std::invalid_argument("times must be above 0");
    logs.push_back(std::log(x));
  }
  const double middle = median(logs);
  std::vector<double> distances;
  for (const double x : logs) distances.push_back(std::fabs(x - middle));
  outliers.largest_ratio = std::exp(*std::max_element(logs.begin(), logs.end()) - middle);
  const double deviation = kMadToDeviation * median(distances);
  if (!(deviation > 0)) return outliers;
  double all_s = 0, outlying_s = 0;
  for (std::size_t i = 0; i < seconds.size(); ++i) {
    all_s += seconds[i];
    if (distances[i] / deviation <= kOutlierDistance) continue;
    ++outliers.count;
    outlying_s += seconds[i];
  }
  outliers.time_share = outlying_s / all_s;
  return outliers;
}

}  // namespace sharebench::stats
