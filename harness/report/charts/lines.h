// Lines with dots, one a share, and the legend that names them: latency, blocks.
#pragma once

#include <string>
#include <vector>

#include "harness/report/charts/axis.h"
#include "harness/report/charts/frame.h"

namespace sharebench::report {

struct LinePoint {
  double x = 0, y = 0;
  int share = 0;         ///< index into the names
  std::string figure{};  ///< for who points at it
  bool faint = false;    ///< a single sample behind the line: no line goes through it
};

struct LinePanel {
  std::string title{};
  Axis x{}, y{};
  std::vector<LinePoint> points{};  ///< in the order in which the line goes
};

/// The panel of that title among `panels`, added where there is none.
LinePanel& panel_of(std::vector<LinePanel>& panels, const std::string& title);

/// Columns for y labels of these axes.
Columns line_columns(const std::vector<std::string>& y_labels, const ChartOptions& options);

/// The panels, and below the last one a legend of `names` (colours and shapes as in other charts).
std::vector<Json> line_panels(const std::vector<LinePanel>& panels,
                              const std::vector<std::string>& names, const Columns& columns,
                              double height_px, const ChartOptions& options);

}  // namespace sharebench::report
