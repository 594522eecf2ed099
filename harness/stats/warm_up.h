// How many samples after a mount are warm-up, and whether the workload settles at all.
//
// It is measured, not assumed: Barrett et al., "Virtual machine warmup blows hot and cold", 2017,
// found that less than half of benchmarks reach a steady state every time.
#pragma once

#include <string>
#include <vector>

namespace sharebench::stats {

/// How a workload starts.
enum class SteadyState {
  kFlat,      ///< steady from the first sample
  kWarmUp,    ///< slower at first
  kSlowDown,  ///< faster at first
  kNone,      ///< not settled within six samples
};

struct WarmUp {
  int samples = 0;  ///< to leave out after each mount, 0 to 6
  SteadyState state = SteadyState::kFlat;
  std::vector<double> contrasts{};  ///< of samples 1 to 6 to the later ones, in log
};

/// From pilot mounts of 12 samples each in order of execution, ln(seconds); 8 blocks of two arms
/// give 16 mounts. Contrast of sample i in mount m: c_mi = x_mi - median of x_m7 .. x_m12. Sample i
/// is settled if the Hodges-Lehmann estimate over mounts is within 2 %, or within 4 % with a 90 %
/// interval that contains 0. Warm-up is all before the first sample from which all of 1 to 6 are
/// settled; when the sixth is not, 6, and no steady state. At least five mounts of 12 samples
/// (std::invalid_argument): fewer have no 90 % interval.
WarmUp find_warm_up(const std::vector<std::vector<double>>& mounts);

/// "flat", "warm-up", "slow-down", "no steady state".
std::string name(SteadyState state);

}  // namespace sharebench::stats
