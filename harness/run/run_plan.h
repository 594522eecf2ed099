// The only loop over time: block after block until the plan is done, saved after each.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "harness/core/run.h"
#include "harness/sys/progress.h"
#include "harness/targets/target.h"

namespace sharebench::run {

struct Limits {
  double sample_timeout_s = 600;  ///< a sample that takes longer is a failure, its runner is killed
  std::optional<double> time_budget_s{};  ///< no block is begun that would end after this
};

/// Measures until `run.plan` is done, appending to `run` (which may hold blocks of an earlier
/// session) and calling `save` after every block and at the end, whatever ended it. The target must
/// be up. Throws Interrupted, MeasureError, EnvironmentError; finished blocks are saved then, the
/// unfinished one is dropped, and nothing of it is left behind.
void run_plan(Run& run, targets::Target& target, sys::Progress& progress, const Limits& limits,
              const std::function<void(const Run&)>& save);

}  // namespace sharebench::run
