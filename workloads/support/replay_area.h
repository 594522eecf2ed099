// The folder of a replay before and after: makes the tree that the recorded program found, compares
// what is there with the tree that it left, and puts the first one back.
#pragma once

#include <string>

#include "workloads/support/replay_bytes.h"
#include "workloads/support/replay_plan.h"

namespace sharebench::workloads {

/// Makes the trace's initial tree in the folder `root`: what is there and right stays, the rest
/// goes. Throws WorkloadError.
void restore_tree(const ReplayPlan& plan, const ReplayBytes& bytes, const std::string& root);

/// Throws WorkloadError that names the first path that is not as the recorded program left it:
/// kind, size and bytes of every file, the target of every link, and nothing else.
void check_tree(const ReplayPlan& plan, const ReplayBytes& bytes, const std::string& root);

}  // namespace sharebench::workloads
