// A run's times taken apart: counts times costs, what the program computes, and what is left over.
#pragma once

#include "harness/core/explanation.h"
#include "harness/core/run.h"
#include "harness/explain/cell_facts.h"

namespace sharebench::explain {

/// True when the run has timed operations (`run --costs`), so that its times can be explained.
bool holds_costs(const Run& run);

/// Every workload on every share at every pace, by costs fitted, block by block, to the run's own
/// operations and never to the workload itself:
///   predicted = sum over kinds of count x cost + processor time of the program.
/// Round trips that carry blocks overlap; their cost is that of one in a row (`read_block`).
/// Empty predictions where nothing was counted.
Explanation explain(const Run& run, const CallsByWorkload& calls);

/// Predicts the workloads of `counted` on the shares of `costs` that are of the same name (else the
/// same type), by the round trips counted in the one and the costs measured in the other. Throws
/// DataError when `costs` has none, or no share is in both.
Explanation carry_over(const Run& counted, const Run& costs, const CallsByWorkload& calls);

}  // namespace sharebench::explain
