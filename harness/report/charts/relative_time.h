// Time of every share over the baseline's, by workload; a chart for each pace and one without.
#pragma once

#include <vector>

#include "harness/report/charts/chart.h"

namespace sharebench::report {

/// `relative_time` and `relative_time_paced_2ms`... with ratios and their intervals.
std::vector<Chart> relative_time(const Report& report, const ChartOptions& options);

}  // namespace sharebench::report
