// OpenMetrics text, for Prometheus' textfile collector and push gateway.
#pragma once

#include <string>

#include "harness/core/report.h"

namespace sharebench::report {

/// `sharebench_run_info`, then the gauge `sharebench_ratio` with the label `bound` (estimate,
/// lower, upper; bounds below six blocks are left out), `sharebench_blocks`, and the summary
/// `sharebench_sample_seconds` with the quantiles 0, 0.5 and 1 (least, median, most). The label
/// `pace_seconds` is "0" where round trips were not held; `figure` is time or serial_round_trips.
/// OpenMetrics 1.0: a unit is the suffix of its name, the last line is `# EOF`.
std::string render_openmetrics(const Report& report);

}  // namespace sharebench::report
