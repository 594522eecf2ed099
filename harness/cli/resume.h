// Takes up an interrupted run file where it stopped.
#pragma once

#include <functional>

#include "harness/cli/command.h"
#include "harness/core/request.h"
#include "harness/core/run.h"
#include "harness/targets/target.h"

namespace sharebench::cli {

using Measure =
    std::function<ExitCode(const Arguments&, const Request&, Run, const targets::TargetType&)>;

/// Loads the file of --resume and hands its run to `measure` with the options it was made with.
/// Throws UsageError when it is complete or an option contradicts it, DataError when it is broken.
ExitCode resume(const Arguments& arguments, const Measure& measure);

}  // namespace sharebench::cli
