// What this machine can tell apart: one target against itself, and what follows for real runs.
#pragma once

#include <string>
#include <vector>

#include "harness/core/verdict.h"
#include "harness/stats/sequential.h"

namespace sharebench::stats {

/// One timed sample of a block of equal arms.
struct SelftestSample {
  int arm = 0;         ///< 0 baseline, 1 candidate: the same target, set up twice
  double seconds = 0;  ///< above 0
};

/// The timed samples of one block in the order in which they ran, as many of either arm.
using SelftestBlock = std::vector<SelftestSample>;

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

/// Judges at least six blocks of equal arms, each with a sample of both (std::invalid_argument).
/// `design` is what real runs will use, `margin` the one they will be judged against.
/// Carry-over compares means inside a block: in ABBABAAB samples after the other arm and after the
/// same arm sit at the same mean position, so a linear drift cancels. It has n = 0 where no arm
/// ever follows itself. Naive windows take one arm's samples over all blocks, 10 and the next 10,
/// from every start.
Selftest judge_selftest(const std::vector<SelftestBlock>& blocks, const SequentialDesign& design,
                        double margin);

/// True when the interval of `effect` excludes 0: an order effect or carry-over was seen.
bool seen(const Estimate& effect);

/// The autocorrelation of `x` at lag 1: sum (x_t - m)(x_t+1 - m) / sum (x_t - m)^2. 0 where nothing
/// varies.
double lag_1_autocorrelation(const std::vector<double>& x);

/// The share of windows of 10 and the next 10 of `x` with Welch p < .05; 0 below 20 values.
double naive_difference_share(const std::vector<double>& x);

/// "green", "yellow", "red".
std::string name(Light light);

}  // namespace sharebench::stats
