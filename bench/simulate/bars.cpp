// The list of bars. Weights are seconds of CPU at 2,000 replicates, roughly.
#include "bench/simulate/bars.h"

#include <fmt/format.h>

#include <algorithm>

namespace sharebench::simulate {
namespace {

int steps_of_fixed(const Settings&) {
  return 6 * 7;
}

int steps_of_cells(const Settings&) {
  return 24;
}

int steps_of_margin(const Settings&) {
  return 6 * 12;
}

int one_step(const Settings&) {
  return 1;
}

int steps_of_runs(const Settings& settings) {
  return settings.replicates;
}

int steps_of_models(const Settings& settings) {
  return 6 * settings.replicates;
}

int steps_of_histories(const Settings& settings) {
  return 4 * (settings.replicates / 10);
}

int steps_of_machines(const Settings& settings) {
  return 12 * settings.replicates;
}

}  // namespace

const std::vector<Bar>& bars() {
  static const std::vector<Bar> kBars = {
      {2, "equal arms, 12 blocks: any claim, and cover", 16, steps_of_fixed, judge_fixed_blocks},
      {3, "equal arms, sequential", 6, steps_of_cells, judge_equal_arms},
      {4, "+10 %, mounted together, typical", 1, one_step, judge_ten_percent_mounted},
      {5, "+10 %, exclusive, typical, 64 blocks at most", 1, one_step, judge_ten_percent_exclusive},
      {6, "+30 % everywhere", 5, steps_of_cells, judge_thirty_percent},
      {7, "at the margin, and cover at every truth", 22, steps_of_margin, judge_at_the_margin},
      {8, "12 workloads as a family", 16, steps_of_runs, judge_families},
      {9, "geometric mean of 12 workloads", 3, steps_of_models, judge_geomeans},
      {10, "histories of 200 nights", 76, steps_of_histories, judge_histories},
      {11, "self-test: predicted precision", 5, steps_of_machines, judge_selftests},
  };
  return kBars;
}

std::string percent(double value) {
  return fmt::format("{:.{}f} %", value, value < 1 ? 2 : 1);
}

std::string percent_range(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return fmt::format("{:.1f} to {:.1f} %", *low, *high);
}

}  // namespace sharebench::simulate
