// How often a workload's body must be run in one sample for the clock to be fine enough.
#pragma once

#include <vector>

#include "harness/core/plan.h"
#include "harness/core/sample.h"

namespace sharebench::stats {

/// Seconds that a sample should last at least: 50 ms, or a thousand times the step of a coarser
/// clock (`clock_step_s`: its resolution or its cost, whichever is larger).
double shortest_sample_s(double clock_step_s);

/// For every workload of the plan, the runs of its body that make a sample long enough: the
/// smallest power of two, plan.most_repeats at most, for the share that is quickest by the median
/// of `samples` (each of one run), so that all shares repeat the same number of times. 1 where no
/// timed sample counts. Unequal numbers would bias the ratio, and powers of two are the same from
/// one run to the next more often than not.
std::vector<int> choose_repeats(const Plan& plan, const std::vector<Sample>& samples,
                                double clock_step_s);

}  // namespace sharebench::stats
