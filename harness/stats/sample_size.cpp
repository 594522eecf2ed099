// Doubles the repeats until the quickest share's sample is long enough.
#include "harness/stats/sample_size.h"

#include <algorithm>
#include <map>
#include <optional>

#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

constexpr double kShortestSample_s = 0.050;
constexpr double kClockSteps = 1000;

/// Median seconds of the quickest share by workload.
std::vector<std::optional<double>> quickest(const Plan& plan, const std::vector<Sample>& samples) {
  std::map<int, std::vector<double>> by_cell;
  for (const Sample& sample : samples) {
    const Cell& cell = plan.cells[static_cast<std::size_t>(sample.cell)];
    const bool timed = !sample.warmup && sample.failure.empty() && sample.verified;
    if (timed && cell.pace_s == 0 && !cell.full_size) {
      by_cell[sample.cell].push_back(sample.elapsed_s);
    }
  }
  std::vector<std::optional<double>> least(plan.workloads.size());
  for (auto& [cell, seconds] : by_cell) {
    const int workload = plan.cells[static_cast<std::size_t>(cell)].workload;
    std::optional<double>& best = least[static_cast<std::size_t>(workload)];
    const double middle = median(seconds);
    best = best ? std::min(*best, middle) : middle;
  }
  return least;
}

}  // namespace

double shortest_sample_s(double clock_step_s) {
  return std::max(kShortestSample_s, kClockSteps * clock_step_s);
}

std::vector<int> choose_repeats(const Plan& plan, const std::vector<Sample>& samples,
                                double clock_step_s) {
  const double least_s = shortest_sample_s(clock_step_s);
  std::vector<int> repeats;
  for (const std::optional<double>& seconds : quickest(plan, samples)) {
    int times = 1;
    while (seconds && times * *seconds < least_s && 2 * times <= plan.most_repeats) times *= 2;
    repeats.push_back(times);
  }
  return repeats;
}

}  // namespace sharebench::stats
