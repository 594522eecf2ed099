// What a pilot says of a run's workloads: how many samples after a mount are warm-up.
#pragma once

#include <string>
#include <vector>

#include "harness/core/run.h"
#include "harness/stats/warm_up.h"

namespace sharebench::stats {

/// One workload of the pilot.
struct PilotFinding {
  std::string workload{};  ///< label
  WarmUp warm_up{};
};

/// Every workload whose pilot has five mounts of 12 samples or more, in plan order; a mount is one
/// share in one pilot block, and counts when none of its samples failed.
std::vector<PilotFinding> judge_pilot(const Run& run);

/// Warm-up samples that suit all of them: the most that any needs; 0 without findings.
int warmups_for(const std::vector<PilotFinding>& findings);

/// "warm-up: 2 samples" or "no steady state within 6 samples", for the environment of a report.
std::string sentence(const WarmUp& warm_up);

}  // namespace sharebench::stats
