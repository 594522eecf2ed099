// How precise n blocks are: the scale of block log-ratios and what follows from it.
//
// .955 = 3/pi is the asymptotic efficiency of Hodges-Lehmann against the mean for normal data
// (Hollander, Wolfe, Chicken, section 3.11).
#pragma once

#include <optional>
#include <vector>

#include "harness/stats/sequential.h"

namespace sharebench::stats {

/// The standard deviation of a block's number that the width of the interval stands for:
/// s = h sqrt(.955 n) / t_{.975, n-1}, h = half the width of the 95 % Hodges-Lehmann interval of
/// `d`. (Scales from the MAD or the quartiles are 12 to 20 % too small here.) Nothing below six
/// blocks.
std::optional<double> block_scale(const std::vector<double>& d);

/// z s / sqrt(.955 n): predicted half-width of the design's interval at `n` > 0 blocks, in log.
double predicted_half_width(double s, int n, const SequentialDesign& design);

/// The smallest slow-down, as a fraction, that a run of `n` blocks finds to be a regression against
/// `margin` with 95 % power: exp(ln(1 + margin) + (z + 1.645) s / sqrt(.955 n)) - 1.
double minimum_detectable_effect(double s, int n, const SequentialDesign& design, double margin);

/// The smallest margin, as a fraction, at which two equal arms are found equivalent after `n`
/// blocks with about 90 % power: exp((z + 1.645) s / sqrt(.955 n)) - 1.
double smallest_margin(double s, int n, const SequentialDesign& design);

/// Blocks in all at which the design's interval has even odds to leave the nearer of +-ln(1 +
/// margin): (z s / |theta - margin|)^2 / .955, at least one more than `d` has. Nothing without a
/// scale, or beyond a million.
std::optional<int> projected_blocks(const std::vector<double>& d, const SequentialDesign& design,
                                    double margin);

}  // namespace sharebench::stats
