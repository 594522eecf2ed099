// How others decide, as read in their sources: each rule is a file of its own, none is used by
// sharebench.
#pragma once

#include <string>
#include <vector>

#include "bench/simulate/designs.h"

namespace sharebench::simulate {

/// What a tool would print of two arms.
struct Claim {
  bool difference = false;  ///< it says that they differ
  double ratio = 1;         ///< b / a, by its own estimate
};

/// hyperfine's scripts/welch_ttest.py: Welch's t at .05; ratio of means.
Claim hyperfine_claim(const Arms& arms);

/// benchstat: exact Mann-Whitney U at .05; ratio of medians.
Claim benchstat_claim(const Arms& arms);

/// criterion.rs: bootstrapped t at .05 and the bootstrapped interval of the change of means wholly
/// beyond 1 %. 400 resamples instead of its 100,000.
Claim criterion_claim(const Arms& arms, Random& random);

/// nanobench's compare(): sign interval at 95 % of the median of paired log-ratios.
Claim nanobench_claim(const Arms& arms);

/// Two-sided exact p of Mann and Whitney's U without ties (scipy.stats.mannwhitneyu, exact).
double mann_whitney_exact_p(const std::vector<double>& a, const std::vector<double>& b);

/// Mistakes that one could make with our own intervals.

/// Looks at the plain 95 % interval after every block from the sixth on, and stops at the first
/// verdict: its blocks, whether it is a regression, and whether the interval holds `truth`.
struct Peek {
  bool regression = false;
  bool covers = false;
};
Peek peek_after_every_block(const std::vector<double>& d, double margin, double truth);

/// Whether the interval of a geometric mean holds `truth` when the standard errors of workloads are
/// added up as if they were independent. `workloads`[w] are the d of workload w.
bool independent_geomean_covers(const std::vector<std::vector<double>>& workloads, double truth);

/// Rules for histories, each asked on the last night of `y` (log-ratios): does it alert?

/// More than `factor` times the night before, up or down.
bool previous_night_alerts(const std::vector<double>& y, double factor);

/// Bencher's t-test boundary at .99 over a window of 64 nights.
bool bencher_alerts(const std::vector<double>& y);

}  // namespace sharebench::simulate
