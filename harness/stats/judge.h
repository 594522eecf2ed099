// What a run decides: its comparisons as one family against the margin, and over all workloads.
#pragma once

#include <vector>

#include "harness/core/report.h"

namespace sharebench::stats {

/// True when serial round trips decide: both arms of some comparison were paced and wait. They
/// carry over to hardware where seconds of an emulated guest do not.
bool judged_on_serial(const Report& report);

/// Every comparison's verdict and the answer of the family. With plan.looks by the sequential rule,
/// else at the fixed number of blocks that were measured (a single look at 95 %). Unfit when one
/// arm's samples fail so unevenly that what is left cannot be compared (Fisher's exact p < .01).
/// `report` has its comparisons and serial ratios.
FamilyVerdict judge(const Report& report);

/// Per candidate the geometric mean over workloads, of what judge() compares, with an interval that
/// holds at every look of the plan as those of the verdicts do; empty below two workloads.
std::vector<Geomean> geomeans(const Report& report);

}  // namespace sharebench::stats
