// The guard's part in a block: NFS is measured only where strangers are shut out, or where the user
// insists.
#pragma once

#include <string>
#include <vector>

#include "harness/run/run_plan.h"

namespace sharebench::run {

/// The targets of those mounts that serve one of them over NFS, each once and up.
std::vector<targets::Target*> nfs_targets(const Run& run, const std::vector<int>& mounts,
                                          Places& places);

/// What limits.judge says of that target; `when` is "before" or "after" a block. Throws
/// EnvironmentError with the open door and the mend unless NFS is shut or limits.allow_exposed.
GuardState judged(targets::Target& target, const Limits& limits, const std::string& when);

}  // namespace sharebench::run
