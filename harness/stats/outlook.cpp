// From projected blocks to time.
#include "harness/stats/outlook.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/units.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

constexpr int kMostAsked = 1000;  // what --max-blocks takes

struct Pace {
  int blocks = 0;
  double block_s = 0;
};

Pace pace_of(const Run& run) {
  Pace pace;
  double all_s = 0;
  for (const Block& block : run.blocks) {
    if (!block.invalid.empty()) continue;
    ++pace.blocks;
    all_s += block.wall_s;
  }
  if (pace.blocks > 0) pace.block_s = all_s / pace.blocks;
  return pace;
}

std::string what_it_takes(const Pace& pace, int needed) {
  if (needed > kMostAsked) {
    return fmt::format(
        "even odds would take about {} blocks, which is out of reach: quieten the "
        "machine (sharebench selftest) or ask for a wider --margin beforehand",
        format_count(needed));
  }
  const int more = needed - pace.blocks;
  return fmt::format(
      "about {} blocks in all have even odds of a verdict, {} more, {} at the pace of "
      "this run: --max-blocks {}",
      needed, more, format_eta(more * pace.block_s), needed);
}

}  // namespace

std::string outlook(const Report& report) {
  int open = 0, needed = 0;
  bool unknown = false;
  for (const Verdict& verdict : report.family.verdicts) {
    if (verdict.finding != Finding::kUndecided) continue;
    ++open;
    needed = std::max(needed, verdict.projected_blocks.value_or(0));
    unknown = unknown || !verdict.projected_blocks;
  }
  if (open == 0) return "";
  const Pace pace = pace_of(report.run);
  std::string takes;
  if (pace.blocks < kFewestWithInterval) {
    takes = fmt::format("{} blocks give no interval, {} or more do: --blocks 8", pace.blocks,
                        kFewestWithInterval);
  } else if (unknown) {
    takes = "one lies so near the margin that no number of blocks would decide it";
  } else {
    takes = what_it_takes(pace, std::max(needed, pace.blocks + 1));
  }
  return fmt::format("{} of {} comparisons {} undecided; {}", open, report.family.verdicts.size(),
                     open == 1 ? "is" : "are", takes);
}

}  // namespace sharebench::stats
