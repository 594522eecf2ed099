// Who can reach what: every door that the guard tried, open or shut.
#pragma once

#include "harness/core/guard_state.h"
#include "harness/report/charts/chart.h"
#include "harness/report/charts/frame.h"

namespace sharebench::report {

/// `guard_matrix`: services by interfaces, a panel for each place that somebody may come from.
/// Doors that are as they should be have another colour than those that are not, and all say
/// "open", "shut" or "?". `source` is the last line of the picture.
Chart guard_matrix(const GuardState& state, const std::string& source, const ChartOptions& options);

}  // namespace sharebench::report
