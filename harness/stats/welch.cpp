// Moments and Welch's statistic.
#include "harness/stats/welch.h"

#include <cmath>
#include <stdexcept>

#include "harness/stats/distributions.h"

namespace sharebench::stats {

Moments moments(const std::vector<double>& values) {
  Moments result;
  double squares = 0;
  for (const double x : values) {
    ++result.n;
    const double before = x - result.mean;
    result.mean += before / result.n;
    squares += before * (x - result.mean);
  }
  if (result.n > 1) result.variance = squares / (result.n - 1);
  return result;
}

double welch_p(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() < 2 || b.size() < 2) throw std::invalid_argument("Welch's test needs two values");
  const Moments x = moments(a), y = moments(b);
  if (!std::isfinite(x.variance + y.variance)) throw std::invalid_argument("values must be finite");
  const double u = x.variance / x.n, v = y.variance / y.n;
  if (!(u + v > 0)) return x.mean == y.mean ? 1 : 0;
  const double t = (x.mean - y.mean) / std::sqrt(u + v);
  const double degrees = (u + v) * (u + v) / (u * u / (x.n - 1) + v * v / (y.n - 1));
  return student_two_sided(t, degrees);
}

}  // namespace sharebench::stats
