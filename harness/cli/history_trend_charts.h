// `history trend --svg`: a picture for each series.
#pragma once

#include "harness/cli/command.h"
#include "harness/history/history.h"

namespace sharebench::cli {

/// Draws the series that `history trend` prints, those with a night. Throws EnvironmentError.
void draw_trends(history::History& history, const Arguments& arguments);

}  // namespace sharebench::cli
