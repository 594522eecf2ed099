// Made-up nights.
#pragma once

#include "harness/history/history.h"

namespace sharebench::history {

/// The run of day `day` (of any month) with that many series and blocks.
Entry night(int day, int figures, int blocks);

/// What a writer does while another one is at work.
void a_moment();

}  // namespace sharebench::history
