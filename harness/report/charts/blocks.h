// Every block's time in the order of the run: drift, jumps and outliers are seen, not averaged
// away.
#pragma once

#include <vector>

#include "harness/report/charts/chart.h"

namespace sharebench::report {

/// `blocks`: the median of each block, unpaced, with the single samples behind it where they are
/// few enough to be told apart.
std::vector<Chart> blocks(const Report& report, const ChartOptions& options);

}  // namespace sharebench::report
