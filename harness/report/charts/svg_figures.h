// Names the figures of a drawn chart, so that `verify` can say which one was changed.
#pragma once

#include <string>

#include "harness/report/charts/chart.h"

namespace sharebench::report {

/// `svg` with `data-figure="WORKLOAD, SHARE, COLUMN"` on each text that is a cell of the chart's
/// table, beyond the two cells that say what the row is about. Rows are drawn in the order of the
/// table; a cell that is not drawn, or drawn shortened, gets no name.
std::string with_named_figures(const std::string& svg, const Chart& chart);

}  // namespace sharebench::report
