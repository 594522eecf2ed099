// Sums of hypergeometric probabilities.
#include "harness/stats/fisher.h"

#include <algorithm>
#include <stdexcept>

#include "harness/stats/distributions.h"

namespace sharebench::stats {
namespace {

constexpr double kAsLikely = 1 + 1e-7;  // tables as likely as the one seen, rounding aside
constexpr double kUneven = 0.01;

}  // namespace

double fisher_exact(int invalid_a, int samples_a, int invalid_b, int samples_b) {
  if (invalid_a < 0 || invalid_b < 0 || invalid_a > samples_a || invalid_b > samples_b) {
    throw std::invalid_argument("invalid samples must be among all samples");
  }
  if (samples_a == 0 || samples_b == 0) return 1;
  const int invalid = invalid_a + invalid_b;
  const int total = samples_a + samples_b;
  const auto probability = [&](int k) {
    return hypergeometric_probability(k, invalid, samples_a, total);
  };
  const double seen = probability(invalid_a) * kAsLikely;
  double p = 0;
  for (int k = 0; k <= std::min(invalid, samples_a); ++k) {
    const double here = probability(k);
    if (here <= seen) p += here;
  }
  return std::min(1.0, p);
}

bool invalid_unevenly(int invalid_a, int samples_a, int invalid_b, int samples_b) {
  return fisher_exact(invalid_a, samples_a, invalid_b, samples_b) < kUneven;
}

}  // namespace sharebench::stats
