// Runs a plan: a thread for each recorded one, each step after those that it must wait for.
#pragma once

#include <map>
#include <string>

#include "workloads/support/replay_bytes.h"
#include "workloads/support/replay_plan.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

/// Replays `plan` in the folder `root`, whose tree is the initial one. Think time is multiplied by
/// `think`. Throws what the first failing step threw, once all threads have ended; Stopped.
Tally replay(const ReplayPlan& plan, const ReplayBytes& bytes, const std::string& root,
             double think, unsigned latency_every);

}  // namespace sharebench::workloads
