// The samples of one cell that count, and what is said of them without statistics: for the formats
// of other tools, which have figures of their own.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "harness/core/run.h"

namespace sharebench::report {

using CellSamples = std::vector<const Sample*>;

/// Samples that count, in the order in which they ran.
CellSamples counted_samples(const Run& run, std::size_t cell);

/// Their times as whole nanoseconds, in the same order.
std::vector<double> nanoseconds_of(const CellSamples& samples);

struct Spread {
  double mean = 0, median = 0, least = 0, most = 0;
  std::optional<double> stddev{};  ///< of the sample; none for a single one
};

/// The spread of at least one value (std::invalid_argument).
Spread spread_of(std::vector<double> values);

}  // namespace sharebench::report
