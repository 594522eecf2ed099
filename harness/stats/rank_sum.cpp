// Counts of subsets with a given sum of ranks.
#include "harness/stats/rank_sum.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <stdexcept>

#include "harness/stats/distributions.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

constexpr int kMostExact = 64;

double null_variance(double n, double m) {
  return n * m * (n + m + 1) / 12;
}

void check(const std::vector<double>& baseline, const std::vector<double>& candidate) {
  if (baseline.empty() || candidate.empty()) {
    throw std::invalid_argument("a shift needs values on either side");
  }
}

/// Sum over tied groups of t^3 - t.
double tie_term(const std::vector<double>& a, const std::vector<double>& b) {
  std::map<double, double> groups;
  for (const double value : a) ++groups[value];
  for (const double value : b) ++groups[value];
  double sum = 0;
  for (const auto& [value, t] : groups) sum += t * t * t - t;
  return sum;
}

}  // namespace

std::vector<double> rank_sum_distribution(int n, int m) {
  if (n < 1 || m < 1 || n > kMostExact || m > kMostExact) {
    throw std::invalid_argument("the exact distribution is for 1 to 64 values a side");
  }
  // ways[k][u]: subsets of k of the ranks so far whose sum exceeds its least by u.
  const auto most = static_cast<std::size_t>(n * m);
  std::vector<std::vector<double>> ways(static_cast<std::size_t>(n) + 1,
                                        std::vector<double>(most + 1, 0));
  ways[0][0] = 1;
  for (int rank = 1; rank <= n + m; ++rank) {
    for (int k = std::min(rank, n); k >= 1; --k) {
      const auto add = static_cast<std::size_t>(rank - k);
      auto& with = ways[static_cast<std::size_t>(k)];
      const auto& without = ways[static_cast<std::size_t>(k) - 1];
      for (std::size_t u = most + 1; u-- > add;) with[u] += without[u - add];
    }
  }
  std::vector<double> p = std::move(ways[static_cast<std::size_t>(n)]);
  double all = 0;
  for (const double count : p) all += count;
  for (double& count : p) count /= all;
  return p;
}

int rank_sum_critical(int n, int m, double level) {
  if (n > kMostExact || m > kMostExact) {
    const double middle = 0.5 * n * m;
    const double reach = normal_quantile(1 - level / 2) * std::sqrt(null_variance(n, m)) + 0.5;
    return std::max(0, static_cast<int>(std::floor(middle - reach)));
  }
  const std::vector<double> p = rank_sum_distribution(n, m);
  double below = 0;
  int c = 0;
  for (const double probability : p) {
    below += probability;
    if (2 * below > level) return c;
    ++c;
  }
  return c;
}

Estimate shift_estimate(const std::vector<double>& baseline, const std::vector<double>& candidate,
                        double level) {
  check(baseline, candidate);
  std::vector<double> differences;
  differences.reserve(baseline.size() * candidate.size());
  for (const double b : candidate) {
    for (const double a : baseline) differences.push_back(b - a);
  }
  std::sort(differences.begin(), differences.end());
  Estimate estimate;
  estimate.value = median(differences);
  estimate.n = static_cast<int>(std::min(baseline.size(), candidate.size()));
  const int c = rank_sum_critical(static_cast<int>(baseline.size()),
                                  static_cast<int>(candidate.size()), level);
  if (c > 0) {
    estimate.low = differences[static_cast<std::size_t>(c) - 1];
    estimate.high = differences[differences.size() - static_cast<std::size_t>(c)];
  }
  return estimate;
}

double shift_p_above(const std::vector<double>& baseline, const std::vector<double>& candidate) {
  check(baseline, candidate);
  double u = 0;
  for (const double b : candidate) {
    for (const double a : baseline) u += b > a ? 1 : b == a ? 0.5 : 0;
  }
  const auto n = static_cast<double>(baseline.size()), m = static_cast<double>(candidate.size());
  const double ties = tie_term(baseline, candidate);
  if (ties == 0 && n <= kMostExact && m <= kMostExact) {
    const std::vector<double> p = rank_sum_distribution(static_cast<int>(n), static_cast<int>(m));
    double above = 0;
    for (auto at = static_cast<std::size_t>(u); at < p.size(); ++at) above += p[at];
    return std::min(1.0, above);
  }
  const double total = n + m;
  const double variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)));
  if (!(variance > 0)) return 1;
  return normal_upper_tail((u - n * m / 2 - 0.5) / std::sqrt(variance));
}

}  // namespace sharebench::stats
