// The probability distributions that the statistics need; the one place that knows Boost.Math.
//
// double stays double (Boost would go through long double, which differs between processors), so
// that a figure is the same on every machine.
#pragma once

#include <vector>

namespace sharebench::stats {

/// P(Z > z) of the standard normal distribution.
double normal_upper_tail(double z);

/// The z with P(Z <= z) = `probability`, which lies in (0, 1).
double normal_quantile(double probability);

/// The t with P(T <= t) = `probability` in (0, 1) for Student's t; `degrees` > 0, fractions too.
double student_quantile(double probability, double degrees);

/// P(|T| > |t|) of Student's t with `degrees` > 0.
double student_two_sided(double t, double degrees);

/// P(X = k) when `drawn` of `total` things are drawn and `marked` of the total are marked
/// (hypergeometric). 0 outside of the support.
double hypergeometric_probability(int k, int marked, int drawn, int total);

/// Nodes in (-1, 1) and weights of a quadrature rule.
struct Quadrature {
  std::vector<double> nodes{}, weights{};
};

/// Gauss-Legendre with 160 nodes: the rule of the group-sequential recursion.
const Quadrature& gauss_legendre_160();

}  // namespace sharebench::stats
