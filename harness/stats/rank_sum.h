// Two samples whose values do not pair: Mann and Whitney's test and the shift that goes with it.
//
// Source: Hollander, Wolfe, Chicken, "Nonparametric Statistical Methods", 3rd ed.,
// sections 4.1-4.3; equal to R's wilcox.test(candidate, baseline, conf.int = TRUE, exact = TRUE).
#pragma once

#include <vector>

#include "harness/core/comparison.h"

namespace sharebench::stats {

/// Probabilities of U = 0 .. n m under the null hypothesis (no ties), n and m from 1 to 64.
std::vector<double> rank_sum_distribution(int n, int m);

/// c = max{c >= 0 : 2 P(U <= c - 1) <= level}, two-sided; exact up to 64 values a side, by the
/// normal approximation with continuity correction (rounded down, so wider) beyond.
int rank_sum_critical(int n, int m, double level);

/// The shift from `baseline` to `candidate`: median of all n m differences, with the interval
/// [D_(c), D_(nm+1-c)]; none where c = 0. n is the smaller of the two sizes. Neither may be empty
/// (std::invalid_argument).
Estimate shift_estimate(const std::vector<double>& baseline, const std::vector<double>& candidate,
                        double level);

/// One-sided p of "candidate is not above baseline": P(U >= u), exact without ties and up to 64
/// values a side, else by the normal approximation with tie and continuity correction
/// (scipy.stats.mannwhitneyu(candidate, baseline, alternative="greater")).
double shift_p_above(const std::vector<double>& baseline, const std::vector<double>& candidate);

}  // namespace sharebench::stats
