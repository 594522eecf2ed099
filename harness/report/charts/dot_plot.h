// Dots with intervals, a row each, a panel for each workload: the plain form of most comparisons.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/report/charts/axis.h"
#include "harness/report/charts/frame.h"

namespace sharebench::report {

struct Dot {
  std::string panel{}, name{};    ///< workload and share, as in the run
  int kind = 0;                   ///< colour and shape
  std::optional<double> value{};  ///< none: only the words are shown
  std::optional<double> low{}, high{};
  std::string figure{};  ///< value and interval in words
  int n = 0;             ///< blocks
};

struct DotPlot {
  Axis axis{};
  std::vector<Dot> dots{};                          ///< panels in order of appearance
  std::optional<double> reference{};                ///< a dashed line, such as the baseline's 1
  std::optional<std::pair<double, double>> band{};  ///< what is within the margin
};

/// The widths that these dots want.
Columns columns_for(const std::vector<Dot>& dots, const ChartOptions& options);

/// A panel for each workload, all with the same axis; the last one has its labels. Dots without an
/// interval are hollow; beyond the axis' end a triangle points outwards.
std::vector<Json> dot_panels(const DotPlot& plot, const Columns& columns,
                             const ChartOptions& options);

/// Table rows of the dots: workload, share, figure, blocks.
std::vector<std::vector<std::string>> dot_rows(const std::vector<Dot>& dots);

}  // namespace sharebench::report
