// What a run decides: its comparisons as one family against the margin, and over all workloads.
#pragma once

#include <string>
#include <vector>

#include "harness/core/report.h"
#include "harness/core/run.h"

namespace sharebench::stats {

/// True when serial round trips decide: both arms of some comparison were paced and wait. They
/// carry over to hardware where seconds of an emulated guest do not.
bool judged_on_serial(const Report& report);

struct Tally {
  int invalid = 0, samples = 0;
};

/// By mount, its timed samples, and those of them that failed or were not verified.
std::vector<Tally> tallies_of(const Run& run);

/// Why the samples of a run cannot be judged: one arm's are invalid so much more often than the
/// other's (Fisher's exact p < .01) that what is left cannot be compared, warm-ups aside. A
/// sentence for each such arm.
std::vector<std::string> unfit_reasons(const Run& run);

/// Every comparison's verdict and the answer of the family. With plan.looks by the sequential rule,
/// else at the fixed number of blocks that were measured (a single look at 95 %). Unfit where
/// unfit_reasons() has any.
/// `report` has its comparisons and serial ratios.
FamilyVerdict judge(const Report& report);

/// Per candidate the geometric mean over workloads, of what judge() compares, with an interval that
/// holds at every look of the plan as those of the verdicts do; empty below two workloads.
std::vector<Geomean> geomeans(const Report& report);

}  // namespace sharebench::stats
