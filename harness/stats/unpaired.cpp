// Shifts, and how much wider drift makes their intervals.
#include "harness/stats/unpaired.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "harness/stats/distributions.h"
#include "harness/stats/rank_sum.h"
#include "harness/stats/signed_rank.h"
#include "harness/stats/welch.h"

namespace sharebench::stats {
namespace {

constexpr double kUnpairedLevel = 0.05;
constexpr double kMostAlike = 0.95;
constexpr double kUpperBound = 1.6448536269514722;  // normal quantile of .95
constexpr int kFewestSamples = 6;

std::vector<double> values_of(const BlockNumbers& numbers) {
  std::vector<double> values;
  for (const auto& [block, value] : numbers) values.push_back(value);
  return values;
}

std::vector<double> minus(std::vector<double> values, double by) {
  for (double& value : values) value -= by;
  return values;
}

/// One-sided p of "not above `bound`" that goes with a widened interval: at .025 where the interval
/// begins at the bound. (Weakening an exact p instead would stop at what the ranks of a few blocks
/// can reach, however far apart the sides are.)
double p_of_interval(const Estimate& estimate, double bound) {
  if (!estimate.low) return 1;
  const double reach = estimate.value - *estimate.low, distance = estimate.value - bound;
  if (!(reach > 0)) return distance > 0 ? 0 : 1;
  return normal_upper_tail(normal_quantile(1 - kUnpairedLevel / 2) * distance / reach);
}

void widen(Shift& shift, double alike, double log_margin) {
  shift.alike = alike;
  shift.widened = std::sqrt((1 + alike) / (1 - alike));
  Estimate& estimate = shift.log_ratio;
  if (estimate.low)
    *estimate.low = estimate.value - shift.widened * (estimate.value - *estimate.low);
  if (estimate.high) {
    *estimate.high = estimate.value + shift.widened * (*estimate.high - estimate.value);
  }
  if (alike > 0) {
    shift.p_margin = p_of_interval(estimate, log_margin);
    shift.p_above = p_of_interval(estimate, 0);
  }
}

}  // namespace

double alikeness(const std::vector<std::vector<double>>& series, Drift drift) {
  double products = 0, squares = 0, values = 0;
  for (const std::vector<double>& x : series) {
    const double mean = moments(x).mean;
    for (std::size_t t = 0; t < x.size(); ++t) {
      squares += (x[t] - mean) * (x[t] - mean);
      if (t > 0) products += (x[t] - mean) * (x[t - 1] - mean);
    }
    values += static_cast<double>(x.size());
  }
  const double length = values / static_cast<double>(series.size());
  if (!(squares > 0) || length < kFewestSamples) return 0;
  const double r =
      std::clamp((products / squares + 1 / length) / (1 - 3 / length), 0.0, kMostAlike);
  if (drift == Drift::kAsSeen) return r;
  return std::min(kMostAlike, r + kUpperBound * std::sqrt((1 - r * r) / values));
}

Shift paired_shift(const BlockNumbers& baseline, const BlockNumbers& candidate, double log_margin,
                   Drift drift) {
  std::vector<double> d;
  for (const auto& [block, value] : candidate) {
    const auto other = baseline.find(block);
    if (other != baseline.end()) d.push_back(value - other->second);
  }
  Shift shift;
  if (d.empty()) return shift;
  shift.log_ratio = hodges_lehmann(d, kUnpairedLevel);
  shift.p_margin = signed_rank_test(minus(d, log_margin)).p_greater;
  shift.p_above = signed_rank_test(d).p_greater;
  widen(shift, alikeness({d}, drift), log_margin);
  return shift;
}

Shift unpaired_shift(const BlockNumbers& baseline, const BlockNumbers& candidate, double log_margin,
                     Drift drift) {
  const std::vector<double> a = values_of(baseline), b = values_of(candidate);
  Shift shift;
  if (a.empty() || b.empty()) return shift;
  shift.log_ratio = shift_estimate(a, b, kUnpairedLevel);
  if (shift.log_ratio.n <
      kFewestSamples) {  // a shape that is not known: no interval, as within a run
    shift.log_ratio.low.reset();
    shift.log_ratio.high.reset();
    return shift;
  }
  shift.p_margin = shift_p_above(a, minus(b, log_margin));
  shift.p_above = shift_p_above(a, b);
  widen(shift, alikeness({a, b}, drift), log_margin);
  return shift;
}

}  // namespace sharebench::stats
