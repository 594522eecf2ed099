// The sentences of a report: what was found, what carries over to hardware, how the figures came
// about.
#pragma once

#include <string>
#include <vector>

#include "harness/core/report.h"

namespace sharebench::stats {

/// The figure as "2.62x (95 % interval 2.55x to 2.70x, n = 8 blocks)".
std::string ratio_with_interval(const Estimate& ratio);

/// What was found and how sure it is, in one or two sentences: serial round trips where there are
/// ratios of them, else round trips where time is emulated, else time. Needs every figure of
/// `report`.
std::string answer(const Report& report);

/// What carries over to hardware and what does not; empty for a run that is neither emulated nor
/// paced.
std::string banner(const Run& run);

/// How the figures came about, five sentences or so.
std::vector<std::string> method(const Run& run);

}  // namespace sharebench::stats
