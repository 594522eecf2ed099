// Variance components from the bottom up.
#include "harness/stats/levels.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>

#include "harness/stats/welch.h"

namespace sharebench::stats {
namespace {

constexpr int kFewest = 2, kMost = 8;
constexpr double kNegligible = 0.05;

void check(const NestedSamples& samples, const std::vector<double>& costs_s) {
  std::size_t expected = samples.repetitions.empty() ? 0 : 1;
  for (const int r : samples.repetitions) {
    if (r < 2) throw std::invalid_argument("each level of a pilot needs two units");
    expected *= static_cast<std::size_t>(r);
  }
  if (expected == 0 || samples.values.size() != expected) {
    throw std::invalid_argument("a pilot must have r_1 r_2 ... samples");
  }
  if (!std::all_of(samples.values.begin(), samples.values.end(),
                   [](double x) { return std::isfinite(x); })) {
    throw std::invalid_argument("values must be finite");
  }
  const bool all_cost =
      std::all_of(costs_s.begin(), costs_s.end(), [](double cost) { return cost > 0; });
  if (costs_s.size() != samples.repetitions.size() || !all_cost) {
    throw std::invalid_argument("each level of a pilot needs a cost above 0");
  }
}

/// Means and mean variance of consecutive groups of `size` values.
struct Groups {
  std::vector<double> means{};
  double variance = 0;
};

Groups group(const std::vector<double>& values, int size) {
  Groups groups;
  for (auto first = values.begin(); first != values.end(); first += size) {
    const Moments inside = moments({first, first + size});
    groups.means.push_back(inside.mean);
    groups.variance += inside.variance;
  }
  groups.variance /= static_cast<double>(groups.means.size());
  return groups;
}

int best_repetitions(double cost_ratio, double t2, double t2_above) {
  if (!(t2_above > 0)) return kMost;
  const double best = std::sqrt(cost_ratio * t2 / t2_above);
  return static_cast<int>(std::lround(std::clamp(best, double{kFewest}, double{kMost})));
}

}  // namespace

std::vector<Level> variance_levels(const NestedSamples& samples,
                                   const std::vector<double>& costs_s) {
  check(samples, costs_s);
  std::vector<Level> levels;
  std::vector<double> means = samples.values;
  double inherited = 0;  // S_{i-1}^2 / r_{i-1}: what the level below makes the means vary
  for (const int r : samples.repetitions) {
    const Groups groups = group(means, r);
    Level level;
    level.s2 = groups.variance;
    level.t2 = std::max(0.0, level.s2 - inherited);
    level.negligible = !(level.t2 > kNegligible * level.s2);
    levels.push_back(level);
    inherited = groups.variance / r;
    means = groups.means;
  }
  for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
    levels[i].repetitions =
        best_repetitions(costs_s[i + 1] / costs_s[i], levels[i].t2, levels[i + 1].t2);
  }
  return levels;
}

std::size_t level_to_redo(const std::vector<Level>& levels) {
  std::size_t highest = 1;
  for (std::size_t i = 1; i < levels.size(); ++i) {
    if (!levels[i].negligible) highest = i;
  }
  return highest;
}

}  // namespace sharebench::stats
