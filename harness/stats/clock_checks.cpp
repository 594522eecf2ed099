// Judgements about clocks.
#include "harness/stats/clock_checks.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace sharebench::stats {
namespace {

constexpr double kShortestTimed_s = 0.05;
constexpr double kResolutions = 1000;
constexpr double kMostOperations = 1e9;
constexpr double kMostDisagreement = 0.01;

}  // namespace

double shortest_sample_s(double resolution_s, double cost_s) {
  return std::max(kShortestTimed_s, kResolutions * std::max(resolution_s, cost_s));
}

int operations_factor(double baseline_s, double candidate_s, double shortest_s) {
  if (!(baseline_s > 0 && candidate_s > 0 && shortest_s > 0)) {
    throw std::invalid_argument("times must be above 0");
  }
  const double faster_s = std::min(baseline_s, candidate_s);
  return static_cast<int>(std::clamp(std::ceil(shortest_s / faster_s), 1.0, kMostOperations));
}

bool distrusted_clocksource(const std::string& name) {
  return name == "hpet" || name == "acpi_pm" || name == "jiffies";
}

bool clocks_disagree(double guest_s, double host_s) {
  if (!(guest_s > 0 && host_s > 0)) return true;
  return std::fabs(std::log(guest_s / host_s)) > kMostDisagreement;
}

}  // namespace sharebench::stats
