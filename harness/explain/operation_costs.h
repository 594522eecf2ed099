// What one round trip of each kind costs, from the times of operations of known counts.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/explain/counts.h"

namespace sharebench::explain {

/// One operation of `operation_costs` in one block: the time that all of its calls took, without
/// what the program computed, and what they asked.
struct TimedCounts {
  double seconds = 0;  ///< above 0
  KindCounts counts{};
};

/// Seconds that one of each kind costs, and one of a kind that nobody measured.
struct Costs {
  std::map<std::string, double> seconds{};
  double mean_s = 0;

  /// The cost of a kind; the mean where it was not measured.
  double of(const std::string& kind) const;
};

/// Least squares of relative errors with costs >= 0: minimises
///   sum_i (sum_k n_ik c_k / t_i - 1)^2 + w sum_k (c_k / m - 1)^2,
/// m being the one cost that fits best when all kinds cost the same (blocks left out). The second
/// term, w = 0.001, decides where two kinds always come together, and pulls nothing else by more
/// than about 1 %. Solved by coordinate descent (Lawson and Hanson's problem, Franc, Hlavac and
/// Navara's sequential solution, 2005). Rows without counts say nothing and are left out; without
/// any the costs are empty and the mean is 0.
Costs fit_costs(const std::vector<TimedCounts>& operations);

}  // namespace sharebench::explain
