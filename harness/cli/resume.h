// Takes up an interrupted run file where it stopped.
#pragma once

#include "harness/cli/command.h"
#include "harness/cli/measure.h"

namespace sharebench::cli {

/// The task of finishing the file of --resume, with the options that it was begun with. Throws
/// UsageError when it is complete, an option contradicts it or another command began it, DataError
/// when it is broken.
Task resumed(const Arguments& arguments);

}  // namespace sharebench::cli
