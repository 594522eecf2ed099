// The forest plot of the verdicts: every comparison against the margin, and their geometric means.
#pragma once

#include <vector>

#include "harness/report/charts/chart.h"

namespace sharebench::report {

/// `verdicts`: candidate over baseline, of serial round trips where they were judged, else of time.
std::vector<Chart> verdicts(const Report& report, const ChartOptions& options);

}  // namespace sharebench::report
