// One series of the history over its nights, with the levels between its change points.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/core/comparison.h"
#include "harness/report/charts/chart.h"

namespace sharebench::report {

struct TrendNight {
  std::string started{};  ///< UTC, ISO 8601
  Estimate ratio{};       ///< share over reference; n = blocks
  std::string run{};
};

/// Nights `first` to `last` (indices) lie around one level.
struct TrendLevel {
  std::size_t first = 0, last = 0;
  double ratio = 1;
};

struct TrendSeries {
  std::string name{};    ///< of the series, in words of the chart's language
  std::string figure{};  ///< "time" or "serial round trips", whatever the language
  bool hardware = false;
  bool timed = true;  ///< a ratio of times, not of counts
  std::vector<TrendNight> nights{};
  std::vector<TrendLevel> levels{};
  std::string source{};  ///< the database and the tool
};

/// `trend_<number>`: ratios with intervals, levels, and a mark with its size at each change.
Chart trend(const TrendSeries& series, int number, const ChartOptions& options);

}  // namespace sharebench::report
