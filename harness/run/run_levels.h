// A nested pilot: boots of a target, mounts in each, samples on each, to see where times vary.
#pragma once

#include <functional>

#include "harness/core/run.h"
#include "harness/run/places.h"
#include "harness/run/run_plan.h"
#include "harness/sys/progress.h"

namespace sharebench::run {

/// Brings the target of the run's one mount up `boots` times, and in each takes `mounts` blocks,
/// which are appended to `run`; `save` is called after each. Boots of an earlier session that have
/// all their mounts stay, an unfinished one is discarded and measured again. An invalid block is
/// repeated in its boot. Throws as run_plan() does.
void run_levels(Run& run, int boots, int mounts, Places& places, sys::Progress& progress,
                const Limits& limits, const std::function<void(const Run&)>& save);

}  // namespace sharebench::run
