// benchstat's rule (golang/perf at 712aea8): exact Mann-Whitney U-test, ratio of medians.
#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "bench/simulate/rules.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::simulate {
namespace {

/// P(U = 0 .. n m): multisets of `n` ranks among n + m, by adding one observation after another.
std::vector<double> u_distribution(std::size_t n, std::size_t m) {
  // ways[i][u]: subsets of i of the observations seen so far with rank sum giving u.
  std::vector<std::vector<double>> ways(n + 1, std::vector<double>(n * m + 1, 0.0));
  ways[0][0] = 1;
  for (std::size_t rank = 1; rank <= n + m; ++rank) {
    for (std::size_t i = std::min(n, rank); i >= 1; --i) {
      const std::size_t below =
          rank - i;  // observations of the other arm below the i-th, if chosen
      for (std::size_t u = n * m + 1; u-- > below;) ways[i][u] += ways[i - 1][u - below];
    }
  }
  double all = 0;
  for (const double w : ways[n]) all += w;
  for (double& w : ways[n]) w /= all;
  return ways[n];
}

}  // namespace

double mann_whitney_exact_p(const std::vector<double>& a, const std::vector<double>& b) {
  static std::map<std::pair<std::size_t, std::size_t>, std::vector<double>> known;
  const auto key = std::make_pair(a.size(), b.size());
  auto found = known.find(key);
  if (found == known.end()) found = known.emplace(key, u_distribution(a.size(), b.size())).first;
  std::size_t u = 0;
  for (const double x : a) {
    u += static_cast<std::size_t>(
        std::count_if(b.begin(), b.end(), [&](double y) { return y < x; }));
  }
  u = std::min(u, a.size() * b.size() - u);
  double below = 0;
  for (std::size_t i = 0; i <= u; ++i) below += found->second[i];
  return std::min(1.0, 2 * below);
}

Claim benchstat_claim(const Arms& arms) {
  return {mann_whitney_exact_p(arms.a, arms.b) < 0.05,
          stats::median(arms.b) / stats::median(arms.a)};
}

}  // namespace sharebench::simulate
