// criterion.rs's rule (bheisler/criterion.rs at 567405d): t by mixed bootstrap, change by
// two-sample bootstrap, noise threshold 1 %.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "bench/simulate/rules.h"
#include "harness/stats/welch.h"

namespace sharebench::simulate {
namespace {

constexpr std::size_t kResamples = 400;
constexpr double kLevel = 0.05, kNoise = 0.01;

std::vector<double> resample(const std::vector<double>& values, std::size_t n, Random& random) {
  std::vector<double> drawn(n);
  for (double& x : drawn) x = values[(random() >> 32) * values.size() >> 32];
  return drawn;
}

double t_of(const std::vector<double>& a, const std::vector<double>& b) {
  const stats::Moments x = stats::moments(a), y = stats::moments(b);
  return (x.mean - y.mean) / std::sqrt(x.variance / x.n + y.variance / y.n);
}

double bootstrapped_p(const Arms& arms, Random& random) {
  std::vector<double> pooled = arms.a;
  pooled.insert(pooled.end(), arms.b.begin(), arms.b.end());
  const double seen = t_of(arms.a, arms.b);
  std::size_t below = 0;
  for (std::size_t i = 0; i < kResamples; ++i) {
    const std::vector<double> a = resample(pooled, arms.a.size(), random);
    if (t_of(a, resample(pooled, arms.b.size(), random)) < seen) ++below;
  }
  return 2.0 * static_cast<double>(std::min(below, kResamples - below)) / kResamples;
}

}  // namespace

Claim criterion_claim(const Arms& arms, Random& random) {
  Claim claim;
  claim.ratio = stats::moments(arms.b).mean / stats::moments(arms.a).mean;
  if (bootstrapped_p(arms, random) >= kLevel) return claim;
  std::vector<double> changes;
  for (std::size_t i = 0; i < kResamples; ++i) {
    const double a = stats::moments(resample(arms.a, arms.a.size(), random)).mean;
    changes.push_back(stats::moments(resample(arms.b, arms.b.size(), random)).mean / a - 1);
  }
  std::sort(changes.begin(), changes.end());
  const double low = changes[static_cast<std::size_t>(kResamples * kLevel / 2)];
  const double high = changes[static_cast<std::size_t>(kResamples * (1 - kLevel / 2)) - 1];
  claim.difference = low > kNoise || high < -kNoise;
  return claim;
}

}  // namespace sharebench::simulate
