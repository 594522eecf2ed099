// A small non-negative least squares problem.
#include "harness/explain/operation_costs.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace sharebench::explain {
namespace {

constexpr double kTowardsMean = 1e-3;
constexpr int kMostSweeps = 20'000;
constexpr double kConverged = 1e-10;

double sum_of(const KindCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), 0.0,
                         [](double sum, const auto& count) { return sum + count.second; });
}

/// The cost that fits best when all kinds cost the same: of rows without blocks, or of all.
double one_cost(const std::vector<TimedCounts>& rows) {
  double once = 0, squared = 0, once_all = 0, squared_all = 0;
  for (const TimedCounts& row : rows) {
    const double rate = sum_of(row.counts) / row.seconds;
    const bool blocks = std::any_of(row.counts.begin(), row.counts.end(),
                                    [](const auto& count) { return is_block_kind(count.first); });
    once_all += rate;
    squared_all += rate * rate;
    once += blocks ? 0 : rate;
    squared += blocks ? 0 : rate * rate;
  }
  return squared > 0 ? once / squared : once_all / squared_all;
}

/// Minimises |A x - 1|^2 + w |x - 1|^2, x >= 0, one coordinate after the other.
std::vector<double> solved(const std::vector<std::vector<double>>& a, std::size_t unknowns) {
  std::vector<double> x(unknowns, 1), residual(a.size(), -1), norms(unknowns, kTowardsMean);
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t k = 0; k < unknowns; ++k) {
      residual[i] += a[i][k];
      norms[k] += a[i][k] * a[i][k];
    }
  }
  for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
    double moved = 0;
    for (std::size_t k = 0; k < unknowns; ++k) {
      double gradient = kTowardsMean * (x[k] - 1);
      for (std::size_t i = 0; i < a.size(); ++i) gradient += a[i][k] * residual[i];
      const double next = std::max(0.0, x[k] - gradient / norms[k]);
      const double step = next - x[k];
      for (std::size_t i = 0; i < a.size(); ++i) residual[i] += a[i][k] * step;
      x[k] = next;
      moved = std::max(moved, std::fabs(step));
    }
    if (moved < kConverged) break;
  }
  return x;
}

}  // namespace

double Costs::of(const std::string& kind) const {
  const auto found = seconds.find(kind);
  return found == seconds.end() ? mean_s : found->second;
}

Costs fit_costs(const std::vector<TimedCounts>& operations) {
  std::vector<TimedCounts> rows;
  std::set<std::string> names;
  for (const TimedCounts& row : operations) {
    if (!(row.seconds > 0) || !(sum_of(row.counts) > 0)) continue;
    rows.push_back(row);
    for (const auto& [kind, count] : row.counts) names.insert(kind);
  }
  Costs costs;
  if (rows.empty()) return costs;
  costs.mean_s = one_cost(rows);
  const std::vector<std::string> kinds(names.begin(), names.end());
  std::vector<std::vector<double>> a(rows.size(), std::vector<double>(kinds.size(), 0));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t k = 0; k < kinds.size(); ++k) {
      const auto count = rows[i].counts.find(kinds[k]);
      if (count != rows[i].counts.end()) a[i][k] = count->second * costs.mean_s / rows[i].seconds;
    }
  }
  const std::vector<double> x = solved(a, kinds.size());
  for (std::size_t k = 0; k < kinds.size(); ++k) costs.seconds[kinds[k]] = x[k] * costs.mean_s;
  return costs;
}

}  // namespace sharebench::explain
