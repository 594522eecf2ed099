// Samples that are too short for the clock are made longer before anything counts.
#pragma once

#include <string>

#include "harness/core/run.h"
#include "harness/run/block.h"

namespace sharebench::run {

/// Where the plan leaves the size of samples open and no block counts yet, sets plan.repeats from
/// the first block. Returns what to tell the user when a body is run more than once: that block is
/// not kept then, for its samples are of another size; empty when it may stay.
std::string choose_sample_size(Run& run, const BlockResult& first);

}  // namespace sharebench::run
