// Looking at a run while it grows, without fooling oneself: the same nominal level at every look,
// chosen so that all looks together keep the promised one.
//
// Sources: Pocock 1977 (one nominal level for all looks); Armitage, McPherson, Rowe 1969 (the
// recursion); Jennison, Turnbull, "Repeated confidence intervals", 1984 and 1989: intervals at
// these levels hold simultaneously, so any rule may stop the run.
#pragma once

#include <utility>
#include <vector>

#include "harness/core/comparison.h"

namespace sharebench::stats {

/// Numbers of blocks at which a run is looked at: above 0 and increasing. A single one is a plain
/// run of fixed length: its nominal level is the overall level, and it is looked at once, at all of
/// the blocks that a comparison has in the end, be they fewer than planned.
using Schedule = std::vector<int>;

/// 8, 12, 16, 24, 32, 48.
const Schedule& default_schedule();

/// P(|Z_k| >= z at any look k), z = normal quantile(1 - nominal/2), for a Gaussian random walk seen
/// at the information n_k: the overall level of a nominal one. Density of the walk not yet stopped
/// on 160 Gauss-Legendre nodes over (-z sqrt(n_k), z sqrt(n_k)), carried from look to look.
/// `nominal` in [0, 1]. Throws std::invalid_argument for a schedule that does not increase.
double overall_level(const Schedule& schedule, double nominal);

/// The inverse: the nominal two-sided level at every look for an `overall` level in (0, 1).
/// 0.013738 for the default schedule and 0.05.
double nominal_level(const Schedule& schedule, double overall);

/// A schedule with the constants that follow from it, computed once.
class SequentialDesign {
 public:
  /// Throws std::invalid_argument for a schedule or a level (in (0, 1)) that cannot be.
  SequentialDesign(Schedule schedule, double overall);

  const Schedule& schedule() const { return schedule_; }
  double overall() const { return overall_; }  ///< two-sided, over all looks
  double nominal() const { return nominal_; }  ///< two-sided, at each look

  /// The normal quantile of the nominal level, 2.46 for the default design.
  double z() const { return z_; }

  /// overall_level() of this schedule from a table, log-interpolated (within 0.1 % of it); below
  /// the table's 1e-6 the bound (number of looks) * nominal.
  double overall_of(double nominal_p) const;

 private:
  Schedule schedule_;
  double overall_, nominal_, z_;
  std::vector<std::pair<double, double>> table_{};  ///< ln nominal, ln overall; increasing
};

/// What one look saw.
struct Look {
  int n = 0;           ///< blocks
  Estimate estimate;   ///< of ln(ratio); its interval is the repeated one, at the nominal level
  double p_above = 1;  ///< exact one-sided p of H0: theta <= the margin asked for
};

/// A look at the first `n` values of d = ln(candidate / baseline). `log_margin` is ln(1 + margin);
/// P(T- <= t-) of d - log_margin is the exact one-sided p.
Look look_at(const std::vector<double>& d, int n, const SequentialDesign& design,
             double log_margin);

/// Numbers of blocks of the looks that a comparison of `n` blocks has reached, in order.
std::vector<int> looks_reached(int n, const SequentialDesign& design);

/// Looks of the design that `d` is long enough for, in order.
std::vector<Look> looks_at(const std::vector<double>& d, const SequentialDesign& design,
                           double log_margin);

/// p_seq = g(2 min_l p_l) / 2 over the looks reached, g = overall level of a nominal one: a
/// one-sided p that holds whenever the run is stopped. It only falls as looks are added; 1/2 at
/// most, and that without any look.
double sequential_p(const std::vector<Look>& looks, const SequentialDesign& design);

/// The same from the blocks, without their intervals.
double sequential_p(const std::vector<double>& d, const SequentialDesign& design,
                    double log_margin);

}  // namespace sharebench::stats
