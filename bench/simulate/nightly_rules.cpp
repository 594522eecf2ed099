// Rules that others apply to a history: the night before, and Bencher's t boundary (bencherdev/
// bencher at 8d75325).
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "bench/simulate/rules.h"
#include "harness/stats/distributions.h"
#include "harness/stats/welch.h"

namespace sharebench::simulate {
namespace {

constexpr std::ptrdiff_t kWindow = 64;

}  // namespace

bool previous_night_alerts(const std::vector<double>& y, double factor) {
  if (y.size() < 2) return false;
  return std::fabs(y[y.size() - 1] - y[y.size() - 2]) > std::log(factor);
}

bool bencher_alerts(const std::vector<double>& y) {
  if (y.size() < 3) return false;
  const auto last = y.end() - 1;
  const auto first = y.end() - 1 - std::min<std::ptrdiff_t>(kWindow, std::ssize(y) - 1);
  const stats::Moments window = stats::moments({first, last});
  const double reach = stats::student_quantile(0.99, window.n - 1) * std::sqrt(window.variance);
  return std::fabs(*last - window.mean) > reach;
}

}  // namespace sharebench::simulate
