// The only loop over time: block after block until the plan is done, saved after each.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "harness/core/run.h"
#include "harness/run/places.h"
#include "harness/sys/progress.h"

namespace sharebench::run {

/// Says whether strangers are shut out of the NFS server that a target mounts from.
using Judge = std::function<GuardState(targets::Target&)>;

struct Limits {
  double sample_timeout_s = 600;  ///< a sample that takes longer is a failure, its runner is killed
  std::optional<double> time_budget_s{};  ///< no block is begun that would end after this
  Judge judge{};               ///< asked before and after each block for targets that mount NFS
  bool allow_exposed = false;  ///< measure NFS whatever it says; the run is marked by a warning
};

/// Measures until `run.plan` is done or, where it has looks, until every comparison is decided,
/// appending to `run` (which may hold blocks of an earlier session) and calling `save` after every
/// block and at the end, whatever ended it. Invalid blocks are kept, do not count and are repeated,
/// each three times at most. With pilot blocks in the plan, plan.warmups is set from them first.
/// Throws Interrupted, MeasureError, EnvironmentError (the clocks of guest and host never agreed,
/// one arm fails so unevenly that nothing can be compared, or NFS is not shut before or after a
/// block); finished blocks are saved then, the unfinished one is dropped, and nothing of it is left
/// behind.
void run_plan(Run& run, Places& places, sys::Progress& progress, const Limits& limits,
              const std::function<void(const Run&)>& save);

}  // namespace sharebench::run
