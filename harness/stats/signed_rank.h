// Wilcoxon's signed-rank test and the Hodges-Lehmann estimate that goes with it: exact, because
// blocks are few.
//
// Source: Hollander, Wolfe, Chicken, "Nonparametric Statistical Methods", 3rd ed.,
// sections 3.1-3.3; equal to R's wilcox.test(d, conf.int = TRUE, exact = TRUE).
#pragma once

#include <optional>
#include <vector>

#include "harness/core/comparison.h"

namespace sharebench::stats {

/// Probabilities of T+ = 0 .. n(n+1)/2 under the null hypothesis (symmetric about 0, no ties):
/// f_0 = [1]; f_r(t) = 1/2 f_{r-1}(t) + 1/2 f_{r-1}(t - r) for r = 1..n. `n` from 0 to 1000.
std::vector<double> signed_rank_distribution(int n);

/// Critical value c = max{c >= 0 : 2 P(T+ <= c - 1) <= level}; 0 when even the widest interval does
/// not reach the level (n < 6 at 0.05). `level` is two-sided, in (0, 1); `n` from 0 to 1000.
int signed_rank_critical(int n, double level);

struct SignedRankTest {
  double t_plus = 0;     ///< sum of the ranks of |d| over d > 0, mean ranks for ties
  double p_two = 1;      ///< two-sided
  double p_greater = 1;  ///< one-sided, alternative: d is above 0
  double p_less = 1;     ///< one-sided, alternative: d is below 0
  bool exact = true;     ///< false: zeros or ties, so the normal approximation
};

/// Tests d symmetric about 0. Without zeros and ties the p-values are exact; with them they come
/// from the normal approximation with tie and continuity correction, zeros left out of the ranks
/// (scipy.stats.wilcoxon(d, mode="approx", correction=True)). p is 1 when nothing is left. `d` must
/// be finite (std::invalid_argument).
SignedRankTest signed_rank_test(const std::vector<double>& d);

/// The fewest values whose signed-rank interval covers 95 % (see signed_rank_critical()).
inline constexpr int kFewestWithInterval = 6;

/// Median of the Walsh averages (d_i + d_l)/2, i <= l, with the interval [W_(c), W_(M+1-c)],
/// M = n(n+1)/2, at the two-sided `level` (0.05 gives 95 %). No interval where c = 0. Zeros and
/// ties are kept (the interval is then conservative). `d` must be finite and not empty
/// (std::invalid_argument).
Estimate hodges_lehmann(const std::vector<double>& d, double level = 0.05);

/// The estimate of hodges_lehmann() alone, which takes a fraction of the time.
double pseudomedian(const std::vector<double>& d);

/// The middle value; the mean of the two middle ones. `values` must be finite and not empty
/// (std::invalid_argument).
double median(std::vector<double> values);

/// 1 / Phi^-1(3/4): the median distance from the median of a normal sample, times this, estimates
/// its standard deviation.
inline constexpr double kMadToDeviation = 1.4826;

/// An estimate in logarithms as a ratio.
Estimate as_ratio(Estimate log_ratio);

}  // namespace sharebench::stats
