// nanobench's compare() (martinus/nanobench at cdf49c6): sign interval of paired log-ratios.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "bench/simulate/rules.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::simulate {
namespace {

/// Largest k with P(Binomial(n, 1/2) <= k - 1) <= .025: the interval is [d_(k), d_(n+1-k)].
std::size_t sign_rank(std::size_t n) {
  double term = std::pow(0.5, static_cast<double>(n)), below = term;
  std::size_t k = 0;
  while (below <= 0.025) {
    ++k;
    term *= static_cast<double>(n - k + 1) / static_cast<double>(k);
    below += term;
  }
  return k;
}

}  // namespace

Claim nanobench_claim(const Arms& arms) {
  std::vector<double> d;
  for (std::size_t i = 0; i < arms.a.size(); ++i) d.push_back(std::log(arms.b[i] / arms.a[i]));
  std::sort(d.begin(), d.end());
  const std::size_t k = sign_rank(d.size());
  const bool apart = k > 0 && (d[k - 1] > 0 || d[d.size() - k] < 0);
  return {apart, std::exp(stats::median(d))};
}

}  // namespace sharebench::simulate
