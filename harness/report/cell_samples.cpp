// Samples of a cell.
#include "harness/report/cell_samples.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "harness/core/run_rules.h"

namespace sharebench::report {

CellSamples counted_samples(const Run& run, std::size_t cell) {
  CellSamples samples;
  for (const Sample& sample : run.samples) {
    if (static_cast<std::size_t>(sample.cell) == cell && counts(run, sample)) {
      samples.push_back(&sample);
    }
  }
  std::stable_sort(samples.begin(), samples.end(), [](const Sample* a, const Sample* b) {
    return std::pair{a->block, a->position} < std::pair{b->block, b->position};
  });
  return samples;
}

std::vector<double> nanoseconds_of(const CellSamples& samples) {
  std::vector<double> times;
  for (const Sample* sample : samples) times.push_back(std::round(sample->elapsed_s * 1e9));
  return times;
}

Spread spread_of(std::vector<double> values) {
  if (values.empty()) throw std::invalid_argument("the spread of nothing");
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  Spread spread;
  spread.least = values.front();
  spread.most = values.back();
  spread.median =
      values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  double squares = 0, n = 0;  // Welford: no cancellation
  for (const double value : values) {
    n += 1;
    const double before = value - spread.mean;
    spread.mean += before / n;
    squares += before * (value - spread.mean);
  }
  if (values.size() > 1) spread.stddev = std::sqrt(squares / (n - 1));
  return spread;
}

}  // namespace sharebench::report
