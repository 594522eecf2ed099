// The round trips that a program waits for, one after another.
#pragma once

#include <vector>

#include "harness/report/charts/chart.h"

namespace sharebench::report {

/// `serial_round_trips`: the slope of time over pace with its interval, where paces were measured.
std::vector<Chart> serial_round_trips(const Report& report, const ChartOptions& options);

}  // namespace sharebench::report
