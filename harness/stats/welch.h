// Welch's test of two means: not used for verdicts, but to say what a naive tool would have said.
#pragma once

#include <vector>

namespace sharebench::stats {

/// Mean and variance in one pass (Welford 1962), without cancellation.
struct Moments {
  int n = 0;
  double mean = 0;
  double variance = 0;  ///< with n - 1; 0 below two values
};

/// Moments of `values`.
Moments moments(const std::vector<double>& values);

/// Two-sided p of equal means with unequal variances, Welch-Satterthwaite degrees of freedom
/// (scipy.stats.ttest_ind(a, b, equal_var=False)). Each of two finite values at least
/// (std::invalid_argument); 1 when neither varies and they agree, 0 when neither varies and they
/// differ.
double welch_p(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace sharebench::stats
