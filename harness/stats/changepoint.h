// Changes in a series of nightly results: where the level moved, and which moves are news.
//
// The series is the paired log-ratio to a pinned reference: on absolute times no method can tell a
// changed machine from changed code. Loss bounded as in Fearnhead, Rigaill, "Changepoint detection
// in the presence of outliers", 2019: no outlier can pay for a segment of its own.
#pragma once

#include <vector>

namespace sharebench::stats {

/// A move of the level from one segment to the next.
struct Change {
  int night = 0;      ///< index of the first night of the new level
  double before = 0;  ///< median of the segment before, in log
  double after = 0;   ///< median of the segment after
};

/// Robust standard deviation of one night around its level: 1.4826 MAD of the nightly differences,
/// over sqrt(2). 0 below three nights or when more than half of the nights repeat the one before.
double nightly_scale(const std::vector<double>& y);

/// Level changes of `y`, in order: the segmentation that minimises
/// sum over segments of sum min(((y - median) / sigma)^2, 9) + 4 ln(max(n, 200)) per change,
/// segments of 3 nights or more, found exactly by dynamic programming; then only changes whose
/// medians differ by ln 1.03 or more. (A short history pays the price of 200 nights: its scale is
/// uncertain, and with 4 ln(n) one history in six has a wrong alert within its first 30 nights.) At
/// most 400 nights, all finite (std::invalid_argument). Nothing where the scale is 0.
std::vector<Change> find_changes(const std::vector<double>& y);

/// Those of `found` that are more than 6 nights away from every night of `known` (the changes that
/// were reported before): each is a reason to measure, never a verdict by itself.
std::vector<Change> new_changes(const std::vector<Change>& found, const std::vector<int>& known);

}  // namespace sharebench::stats
