// The guard's verdict on the machine that serves NFS to a target of a run.
#pragma once

#include <optional>
#include <string>

#include "harness/core/guard_state.h"
#include "harness/core/nfs_host.h"
#include "harness/guard/captured.h"
#include "harness/sys/command_runner.h"

namespace sharebench::guard {

/// Everything that the check needs, as that machine tells it now.
Captured capture_host(sys::CommandRunner& runner, const NfsHost& host);

/// Captures and checks it. Unknown where there is no such machine: silence is no evidence.
GuardState judge_host(sys::CommandRunner& runner, const std::optional<NfsHost>& host);

/// Empty when the verdict is protected, else the verdict and its evidence in one sentence.
std::string why_open(const GuardState& state);

}  // namespace sharebench::guard
