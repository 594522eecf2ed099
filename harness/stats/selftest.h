// What this machine can tell apart: one target against itself, and what follows for real runs.
#pragma once

#include <string>
#include <vector>

#include "harness/core/selftest.h"
#include "harness/stats/sequential.h"

namespace sharebench::stats {

/// One timed sample of a block of equal arms.
struct SelftestSample {
  int arm = 0;         ///< 0 baseline, 1 candidate: the same target, set up twice
  double seconds = 0;  ///< above 0
};

/// The timed samples of one block in the order in which they ran, as many of either arm.
using SelftestBlock = std::vector<SelftestSample>;

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

}  // namespace sharebench::stats
