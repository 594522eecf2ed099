// From a report to what the history keeps of it.
#pragma once

#include <string>

#include "harness/core/report.h"
#include "harness/history/history.h"

namespace sharebench::history {

/// Each share against the reference (the run's baseline): unpaced time, and serial round trips
/// where both wait for any. `file` is where the run file is.
Entry entry_of(const Report& report, const std::string& file);

}  // namespace sharebench::history
