// Round trips by operation, stacked: the reason behind most differences of time.
#pragma once

#include <vector>

#include "harness/report/charts/chart.h"

namespace sharebench::report {

/// `round_trips`: of one sample, unpaced; `round_trips_full_size`: of the counting pass.
std::vector<Chart> round_trips(const Report& report, const ChartOptions& options);

}  // namespace sharebench::report
