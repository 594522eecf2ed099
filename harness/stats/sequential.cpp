// Armitage, McPherson and Rowe's recursion, and looks at exact rank intervals.
#include "harness/stats/sequential.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <utility>

#include "harness/stats/distributions.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

constexpr double kTableStart = 1e-6;
constexpr double kDenseFrom = 0.1;                  // where the curve bends towards 1
constexpr double kStep = 0.16, kDenseStep = 0.025;  // decimal logarithms between rows of the table
constexpr double kRootTwoPi = 2.5066282746310002;

void check(const Schedule& schedule) {
  bool increases = !schedule.empty() && schedule.front() > 0;
  for (std::size_t k = 1; k < schedule.size(); ++k) {
    increases = increases && schedule[k] > schedule[k - 1];
  }
  if (!increases) throw std::invalid_argument("the looks of a schedule must increase from above 0");
}

double normal_density(double x, double deviation) {
  const double z = x / deviation;
  return std::exp(-z * z / 2) / (deviation * kRootTwoPi);
}

/// The walk at one look where it was not stopped before: points, and the mass that each stands for.
struct Unstopped {
  std::vector<double> points{}, mass{};
};

Unstopped first_look(double bound, double information) {
  const Quadrature& rule = gauss_legendre_160();
  Unstopped walk;
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
    const double x = bound * rule.nodes[i];
    walk.points.push_back(x);
    walk.mass.push_back(bound * rule.weights[i] * normal_density(x, std::sqrt(information)));
  }
  return walk;
}

Unstopped next_look(const Unstopped& walk, double bound, double step) {
  const Quadrature& rule = gauss_legendre_160();
  Unstopped next;
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
    const double x = bound * rule.nodes[i];
    double density = 0;
    for (std::size_t j = 0; j < walk.points.size(); ++j) {
      density += walk.mass[j] * normal_density(x - walk.points[j], step);
    }
    next.points.push_back(x);
    next.mass.push_back(bound * rule.weights[i] * density);
  }
  return next;
}

/// The probability that the next step leads beyond the bound on either side.
double crossing(const Unstopped& walk, double bound, double step) {
  double probability = 0;
  for (std::size_t j = 0; j < walk.points.size(); ++j) {
    probability += walk.mass[j] * (normal_upper_tail((bound - walk.points[j]) / step) +
                                   normal_upper_tail((bound + walk.points[j]) / step));
  }
  return probability;
}

std::vector<double> first_blocks(const std::vector<double>& d, int n) {
  if (n < 1 || n > std::ssize(d)) throw std::invalid_argument("a look needs its blocks");
  return {d.begin(), d.begin() + n};
}

/// Exact one-sided p of H0: theta <= log_margin on the first `n` blocks.
double p_above(const std::vector<double>& d, int n, double log_margin) {
  std::vector<double> shifted = first_blocks(d, n);
  for (double& value : shifted) value -= log_margin;
  return signed_rank_test(shifted).p_greater;
}

}  // namespace

const Schedule& default_schedule() {
  static const Schedule schedule = {8, 12, 16, 24, 32, 48};
  return schedule;
}

double overall_level(const Schedule& schedule, double nominal) {
  check(schedule);
  if (!(nominal >= 0 && nominal <= 1)) throw std::invalid_argument("level out of range");
  if (nominal == 0 || nominal == 1 || schedule.size() == 1) return nominal;
  const double z = -normal_quantile(nominal / 2);
  double total = nominal;
  Unstopped walk = first_look(z * std::sqrt(schedule[0]), schedule[0]);
  for (std::size_t k = 1; k < schedule.size(); ++k) {
    const double bound = z * std::sqrt(schedule[k]);
    const double step = std::sqrt(schedule[k] - schedule[k - 1]);
    total += crossing(walk, bound, step);
    if (k + 1 < schedule.size()) walk = next_look(walk, bound, step);
  }
  return std::min(1.0, total);
}

double nominal_level(const Schedule& schedule, double overall) {
  check(schedule);
  if (!(overall > 0 && overall < 1)) throw std::invalid_argument("level out of range");
  // Bonferroni's level is too small and the overall level too large: halve what lies between.
  double low = overall / static_cast<double>(schedule.size());
  double high = overall;
  while (high - low > 1e-12 * high) {
    const double middle = (low + high) / 2;
    (overall_level(schedule, middle) < overall ? low : high) = middle;
  }
  return high;
}

SequentialDesign::SequentialDesign(Schedule schedule, double overall)
    : schedule_(std::move(schedule)),
      overall_(overall),
      nominal_(nominal_level(schedule_, overall)),
      z_(-normal_quantile(nominal_ / 2)) {
  if (schedule_.size() == 1) return;
  for (double p = kTableStart; p < 1; p *= std::pow(10.0, p < kDenseFrom ? kStep : kDenseStep)) {
    table_.emplace_back(std::log(p), std::log(overall_level(schedule_, p)));
  }
  table_.emplace_back(0.0, 0.0);
}

double SequentialDesign::overall_of(double nominal_p) const {
  if (table_.empty() || nominal_p >= 1) return std::min(1.0, nominal_p);
  if (nominal_p < kTableStart) {
    const double bound = static_cast<double>(schedule_.size()) * nominal_p;
    return std::min(bound, std::exp(table_.front().second));
  }
  const double x = std::log(nominal_p);
  const auto above =
      std::upper_bound(table_.begin() + 1, table_.end() - 1, x,
                       [](double value, const auto& row) { return value < row.first; });
  const auto below = above - 1;
  const double part = (x - below->first) / (above->first - below->first);
  return std::exp(below->second + part * (above->second - below->second));
}

std::vector<int> looks_reached(int n, const SequentialDesign& design) {
  const Schedule& schedule = design.schedule();
  if (schedule.size() == 1) return n > 0 ? std::vector<int>{n} : std::vector<int>{};
  return {schedule.begin(), std::upper_bound(schedule.begin(), schedule.end(), n)};
}

Look look_at(const std::vector<double>& d, int n, const SequentialDesign& design,
             double log_margin) {
  Look look;
  look.n = n;
  look.estimate = hodges_lehmann(first_blocks(d, n), design.nominal());
  look.p_above = p_above(d, n, log_margin);
  return look;
}

std::vector<Look> looks_at(const std::vector<double>& d, const SequentialDesign& design,
                           double log_margin) {
  std::vector<Look> looks;
  for (const int n : looks_reached(static_cast<int>(d.size()), design)) {
    looks.push_back(look_at(d, n, design, log_margin));
  }
  return looks;
}

double sequential_p(const std::vector<Look>& looks, const SequentialDesign& design) {
  double least = 0.5;
  for (const Look& look : looks) least = std::min(least, look.p_above);
  return design.overall_of(2 * least) / 2;
}

double sequential_p(const std::vector<double>& d, const SequentialDesign& design,
                    double log_margin) {
  double least = 0.5;
  for (const int n : looks_reached(static_cast<int>(d.size()), design)) {
    least = std::min(least, p_above(d, n, log_margin));
  }
  return design.overall_of(2 * least) / 2;
}

}  // namespace sharebench::stats
