// Predicted parts of a time beside the time itself: the answer to "why is it slow".
#pragma once

#include <vector>

#include "harness/report/charts/chart.h"

namespace sharebench::report {

/// `explained_time`, and one for each pace: for each workload and share a bar of the predicted
/// parts and, where it was measured, one of the time. None without an explanation.
std::vector<Chart> explained_time(const Report& report, const ChartOptions& options);

}  // namespace sharebench::report
