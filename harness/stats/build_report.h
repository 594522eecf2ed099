// From raw samples to everything a reporter may show; the one path from a run file to a figure.
#pragma once

#include "harness/core/report.h"
#include "harness/core/run.h"

namespace sharebench::stats {

/// All figures, the answer in words, the banner, the environment, the method and the warnings (the
/// run's own and those that follow from its samples). Pure: the same run gives the same report.
/// Throws DataError when the run names a cell, mount or workload that it does not have. The report
/// keeps the run, so move it in where it is large.
Report build_report(Run measured);

}  // namespace sharebench::stats
