// Small runs for the tests of statistics: times in, Run out.
#pragma once

#include <string>
#include <vector>

#include "harness/core/run.h"

namespace sharebench::stats {

/// A run of the workload `w` over shares named `a`, `b`, ..., without samples. Every share has a
/// cell for each of `paces_s`, in the order share by share.
Run empty_run(int shares, int blocks, const std::vector<double>& paces_s);

/// Adds a verified sample and gives it back, to be spoilt by the test. Positions count up.
Sample& add_sample(Run& run, int block, int cell, double elapsed_s);

}  // namespace sharebench::stats
