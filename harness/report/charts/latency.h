// The distribution of the latency of single operations, as far as a run file has it.
#pragma once

#include <vector>

#include "harness/report/charts/chart.h"

namespace sharebench::report {

/// `latency`: the empirical distribution at the shares of operations that were recorded (50, 90 and
/// 99 %, and the slowest), unpaced.
std::vector<Chart> latency(const Report& report, const ChartOptions& options);

}  // namespace sharebench::report
