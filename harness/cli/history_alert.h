// `history alert`: changes that nobody was told of yet, each with the command that decides.
#pragma once

#include "harness/cli/command.h"
#include "harness/history/history.h"

namespace sharebench::cli {

/// Looks at the series that have new nights since the last alert, prints the new changes and
/// remembers them (not with --peek). 1 when there is one, 0 when there is none, 3 when no series
/// has nights enough.
ExitCode alert(history::History& history, const Arguments& arguments);

}  // namespace sharebench::cli
