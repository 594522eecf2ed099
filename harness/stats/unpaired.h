// The shift between blocks that were measured at different times, with an interval that admits what
// drifts.
#pragma once

#include <map>
#include <vector>

#include "harness/core/comparison.h"

namespace sharebench::stats {

/// A block and its number: ln(seconds), ln(slope), or the log-ratio to a reference share.
using BlockNumbers = std::map<int, double>;

struct Shift {
  Estimate log_ratio;   ///< candidate - baseline, 95 %; n: blocks of the shorter side, or pairs
  double p_margin = 1;  ///< one-sided, of "not above the margin"
  double p_above = 1;   ///< one-sided, of "not above 0"
  double alike = 0;     ///< r, autocorrelation of successive blocks
  double widened = 1;   ///< the factor that the interval was widened by
};

/// What is assumed of drift that the blocks of one file do not show.
enum class Drift {
  kAsSeen,   ///< none: it cancels (a reference share in the same blocks)
  kAtWorst,  ///< as much as these blocks leave possible: the upper 95 % bound of r
};

/// Blocks of one number subtracted from each other, then the signed-rank interval, widened.
/// `log_margin` is ln(1 + margin). n is 0 without a common block.
Shift paired_shift(const BlockNumbers& baseline, const BlockNumbers& candidate, double log_margin,
                   Drift drift);

/// Every block of one side against every block of the other (Mann and Whitney), widened. No
/// interval where a side has less than six blocks; n is 0 when one is empty.
Shift unpaired_shift(const BlockNumbers& baseline, const BlockNumbers& candidate, double log_margin,
                     Drift drift);

/// Lag-1 autocorrelation of successive blocks, pooled over series, corrected for the bias of short
/// ones ((r + 1/n) / (1 - 3/n), Kendall 1954), kept within 0 and 0.95; kAtWorst adds 1.645 standard
/// errors sqrt((1 - r^2) / (all values)). 0 below 6 values a series or where nothing varies.
double alikeness(const std::vector<std::vector<double>>& series, Drift drift);

}  // namespace sharebench::stats
