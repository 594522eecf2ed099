// What a self-test says: one target against itself, and what this machine can therefore tell apart.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/core/comparison.h"
#include "harness/core/verdict.h"

namespace sharebench {

/// What a margin needs on this machine.
enum class Light {
  kGreen,   ///< a slow-down of (1 + margin)^2 is found within 16 blocks
  kYellow,  ///< within 48
  kRed,     ///< not even then
};

struct Selftest {
  Verdict verdict;  ///< of the equal arms against each other at a fixed length; must not be a claim
  double margin = 0;
  double s = 0;              ///< scale of a block's log-ratio (block_scale); 0 below six blocks
  double half_width_48 = 0;  ///< predicted half-width of the sequential interval at 48 blocks, log
  double mde_16 = 0;         ///< minimum detectable slow-downs as fractions: 0.08 is 8 %
  double mde_48 = 0;
  double smallest_margin = 0;  ///< delta*, the smallest margin that 48 blocks can gate, a fraction
  Light light = Light::kRed;
  Estimate order_effect;   ///< ln(second arm / first arm) over blocks
  Estimate carry_over;     ///< ln(after the other arm / after the same arm) over blocks
  double drift_index = 0;  ///< sd of the blocks' medians over sd inside a block, log times
  double lag_1 = 0;        ///< autocorrelation of consecutive samples
  double naive_share = 0;  ///< of windows of 10 + 10 samples of one arm that Welch calls different
};

/// One workload on one share that was set up twice.
struct SelftestRow {
  std::string workload{}, share{};  ///< labels; the share's is that of its first arm
  int blocks = 0;
  std::optional<Selftest> test{};  ///< nothing below six blocks with all samples of both arms
};

/// "green", "yellow", "red".
std::string name(Light light);

/// Green when all are, red when one is red, could not be judged, or calls its equal arms different.
Light worst_light(const std::vector<SelftestRow>& rows);

}  // namespace sharebench
