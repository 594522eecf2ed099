// Time of every share in seconds, by workload; a chart for each pace and one without.
#pragma once

#include <vector>

#include "harness/report/charts/chart.h"

namespace sharebench::report {

/// `absolute_time` and `absolute_time_paced_2000us`... with intervals.
std::vector<Chart> absolute_time(const Report& report, const ChartOptions& options);

}  // namespace sharebench::report
