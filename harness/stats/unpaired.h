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

/// Blocks of one number subtracted from each other, then the signed-rank interval, widened.
/// `log_margin` is ln(1 + margin). n is 0 without a common block.
Shift paired_shift(const BlockNumbers& baseline, const BlockNumbers& candidate, double log_margin);

/// Every block of one side against every block of the other (Mann and Whitney), widened. n is 0
/// when either side is empty.
Shift unpaired_shift(const BlockNumbers& baseline, const BlockNumbers& candidate,
                     double log_margin);

/// Lag-1 autocorrelation of successive blocks, pooled over series, corrected for the bias of short
/// ones ((r + 1/n) / (1 - 3/n), Kendall 1954), kept within 0 and 0.9; 0 below 6 values.
double alikeness(const std::vector<std::vector<double>>& series);

}  // namespace sharebench::stats
