// Counts system calls of a run's workloads by running each once under strace on this machine.
#pragma once

#include "harness/cli/world.h"
#include "harness/core/run.h"
#include "harness/explain/cell_facts.h"

namespace sharebench::cli {

/// Calls of every workload of the run, on a temporary folder: which calls a workload makes depends
/// on its parameters and not on the share. Throws EnvironmentError without strace or the runner.
explain::CallsByWorkload count_calls(const Run& run, const Arguments& arguments, World& world);

}  // namespace sharebench::cli
