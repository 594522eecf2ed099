// Where the variance arises: among samples, among mounts, among boots.
//
// Source: Kalibera, Jones, "Rigorous benchmarking in reasonable time", ISMM 2013, with the
// corrected estimate of T_i^2.
#pragma once

#include <cstddef>
#include <vector>

namespace sharebench::stats {

/// Samples of a pilot of several levels, each unit of a level holding as many of the one below.
struct NestedSamples {
  std::vector<int> repetitions{};  ///< r_1 samples a mount, r_2 mounts a boot, ...; each >= 2
  std::vector<double> values{};    ///< level 1 runs fastest; r_1 * r_2 * ... values, ln(seconds)
};

/// Variance and repetition of one level, the lowest first.
struct Level {
  double s2 = 0;           ///< mean, over the units above, of the variance of this level's means
  double t2 = 0;           ///< the level's own share: S_i^2 - S_{i-1}^2 / r_{i-1}, not below 0
  int repetitions = 0;     ///< best r_i, 2 to 8; 0 at the top level, whose n the interval decides
  bool negligible = true;  ///< t2 is under 5 % of s2: redoing this level teaches nothing
};

/// One row a level. `costs_s`[i] are the seconds that one unit of level i + 1 costs beyond those
/// inside it (sample, mount, boot); r_i = sqrt((c_{i+1} / c_i) (T_i^2 / T_{i+1}^2)), clamped to
/// 2..8, and 8 where T_{i+1}^2 is 0. Throws std::invalid_argument where sizes do not fit or a value
/// is not finite.
std::vector<Level> variance_levels(const NestedSamples& samples,
                                   const std::vector<double>& costs_s);

/// The level that a block has to redo: index of the highest one that is not negligible, and not
/// below 1, because a block is a fresh mount at least.
std::size_t level_to_redo(const std::vector<Level>& levels);

}  // namespace sharebench::stats
