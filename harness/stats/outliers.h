// Samples far from the rest: counted and shown, never dropped, because dropping them makes
// intervals too narrow.
#pragma once

#include <vector>

namespace sharebench::stats {

/// Outliers of one arm: (ln x - median) / (1.4826 MAD) beyond 5 on either side.
struct Outliers {
  int count = 0;
  int samples = 0;
  double largest_ratio = 1;  ///< largest time over the median time, 1 at least
  double time_share = 0;     ///< part of all time that outliers took, 0 to 1
};

/// Outliers among `seconds`, all above 0 and finite (std::invalid_argument). None where the MAD is
/// 0.
Outliers find_outliers(const std::vector<double>& seconds);

}  // namespace sharebench::stats
