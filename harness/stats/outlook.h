// What it would take to decide what a run left open.
#pragma once

#include <string>

#include "harness/core/report.h"

namespace sharebench::stats {

/// "2 of 4 comparisons are undecided; about 70 blocks in all ..., that is 22 more and about 12 m at
/// the pace of this run: --max-blocks 70", from the verdicts and the blocks of `report`. Without a
/// projection it says why there is none. Empty when nothing is undecided.
std::string outlook(const Report& report);

}  // namespace sharebench::stats
