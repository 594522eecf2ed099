// The self-test: equal arms that must stay equal, and planted faults that it must see.
#include "harness/stats/selftest.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "harness/stats/block_ratio.h"
#include "harness/stats/precision.h"
#include "tests/unit/stats/design.h"

namespace sharebench::stats {
namespace {

constexpr double kMargin = 0.05;

/// What is wrong with the machine, in log times.
struct Fault {
  double noise = 0.01;
  double second = 0;       ///< the arm that runs second is slower by this
  double after_other = 0;  ///< a sample after the other arm is
  double block = 0;        ///< standard deviation of a level that a block shares
};

/// ABBABAAB in even blocks, BAABABBA in odd ones.
std::vector<SelftestBlock> blocks_of(int n, const Fault& fault, unsigned seed = 8) {
  static constexpr int kOrder[] = {0, 1, 1, 0, 1, 0, 0, 1};
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::vector<SelftestBlock> blocks;
  for (int j = 0; j < n; ++j) {
    const double level = fault.block * normal(random);
    SelftestBlock block;
    for (const int place : kOrder) {
      const int arm = place ^ (j % 2);
      double log_time = level + fault.noise * normal(random);
      if (place == 1) log_time += fault.second;
      if (!block.empty() && block.back().arm != arm) log_time += fault.after_other;
      block.push_back({arm, 0.1 * std::exp(log_time)});
    }
    blocks.push_back(block);
  }
  return blocks;
}

TEST(Selftest, FindsAQuietMachineGreen) {
  const Selftest test = judge_selftest(blocks_of(12, {}), design(), kMargin);
  EXPECT_EQ(test.verdict.finding, Finding::kEquivalent);
  EXPECT_EQ(test.verdict.lean, Lean::kNone);
  EXPECT_EQ(test.verdict.ratio.n, 12);
  EXPECT_EQ(test.light, Light::kGreen);
  EXPECT_FALSE(seen(test.order_effect));
  EXPECT_FALSE(seen(test.carry_over));
  EXPECT_EQ(test.order_effect.n, 12);
  EXPECT_NEAR(test.drift_index, 1 / std::sqrt(8.0), 0.25);  // of the median of eight equal samples
  EXPECT_NEAR(test.lag_1, 0, 0.25);
}

TEST(Selftest, PredictsByTheScaleOfItsBlocks) {
  const std::vector<SelftestBlock> blocks = blocks_of(12, {.noise = 0.05});
  const Selftest test = judge_selftest(blocks, design(), kMargin);
  std::vector<double> d;
  for (const SelftestBlock& block : blocks) {
    std::vector<double> a, b;
    for (const SelftestSample& sample : block) {
      (sample.arm == 0 ? a : b).push_back(std::log(sample.seconds));
    }
    d.push_back(block_log_ratio(a, b));
  }
  EXPECT_EQ(test.s, block_scale(d));
  EXPECT_EQ(test.half_width_48, predicted_half_width(test.s, 48, design()));
  EXPECT_EQ(test.mde_16, minimum_detectable_effect(test.s, 16, design(), kMargin));
  EXPECT_EQ(test.mde_48, minimum_detectable_effect(test.s, 48, design(), kMargin));
  EXPECT_EQ(test.smallest_margin, smallest_margin(test.s, 48, design()));
  EXPECT_LT(test.mde_48, test.mde_16);
}

/// Green where 16 blocks find (1 + margin)^2 - 1 = 10.25 %, yellow where 48 do.
TEST(Selftest, LightFollowsWhatTheMarginNeeds) {
  EXPECT_EQ(judge_selftest(blocks_of(12, {.noise = 0.03}), design(), kMargin).light, Light::kGreen);
  const Selftest yellow = judge_selftest(blocks_of(12, {.noise = 0.08}), design(), kMargin);
  EXPECT_EQ(yellow.light, Light::kYellow);
  EXPECT_GT(yellow.mde_16, 0.1025);
  EXPECT_LE(yellow.mde_48, 0.1025);
  const Selftest red = judge_selftest(blocks_of(12, {.noise = 0.4}), design(), kMargin);
  EXPECT_EQ(red.light, Light::kRed);
  EXPECT_GT(red.smallest_margin, kMargin);
  EXPECT_EQ(judge_selftest(blocks_of(12, {.noise = 0}), design(), kMargin).light, Light::kRed)
      << "a machine on which nothing varies has a clock that is too coarse";
}

TEST(Selftest, SeesThatTheSecondArmIsSlower) {
  const Selftest test = judge_selftest(blocks_of(12, {.second = 0.05}), design(), kMargin);
  EXPECT_TRUE(seen(test.order_effect));
  EXPECT_NEAR(test.order_effect.value, 0.05, 0.02);
  EXPECT_EQ(test.verdict.lean, Lean::kNone) << "alternating first arms cancel it";
}

TEST(Selftest, SeesWhatTheOtherArmLeavesBehind) {
  const Selftest test = judge_selftest(blocks_of(12, {.after_other = 0.05}), design(), kMargin);
  EXPECT_TRUE(seen(test.carry_over));
  EXPECT_NEAR(test.carry_over.value, 0.05, 0.02);
  EXPECT_EQ(test.carry_over.n, 12);
}

TEST(Selftest, HasNoCarryOverWhereNoArmFollowsItself) {
  std::vector<SelftestBlock> blocks(6, {{0, 1.0}, {1, 1.1}});
  EXPECT_EQ(judge_selftest(blocks, design(), kMargin).carry_over.n, 0);
}

TEST(Selftest, MeasuresDriftBetweenBlocks) {
  const Selftest test = judge_selftest(blocks_of(30, {.block = 0.1}), design(), kMargin);
  EXPECT_NEAR(test.drift_index, 10, 4);  // 0.1 / 0.01
  EXPECT_GT(test.lag_1, 0.7);
  EXPECT_GT(test.naive_share, 0.25);
  EXPECT_EQ(test.verdict.lean, Lean::kNone);
}

TEST(Selftest, NaiveShareIsTheLevelOfWelchWhereNothingDrifts) {
  std::mt19937_64 random(9);
  std::normal_distribution<double> normal;
  std::vector<double> x;
  for (int i = 0; i < 20'000; ++i) x.push_back(normal(random));
  EXPECT_NEAR(naive_difference_share(x), 0.05, 0.015);
  EXPECT_EQ(naive_difference_share(std::vector<double>(19, 1.0)), 0);
  std::vector<double> step(10, 1.0);
  for (int i = 0; i < 10; ++i) step.push_back(2 + 0.01 * i);
  EXPECT_EQ(naive_difference_share(step), 1);
}

/// An AR(1) series has its coefficient as autocorrelation; alternation has -1.
TEST(Selftest, AutocorrelationOfLagOne) {
  std::mt19937_64 random(10);
  std::normal_distribution<double> normal;
  std::vector<double> x = {0};
  for (int i = 0; i < 20'000; ++i) x.push_back(0.7 * x.back() + normal(random));
  EXPECT_NEAR(lag_1_autocorrelation(x), 0.7, 0.02);
  std::vector<double> alternating;
  for (int i = 0; i < 1000; ++i) alternating.push_back(i % 2);
  EXPECT_NEAR(lag_1_autocorrelation(alternating), -0.999, 1e-9);
  EXPECT_EQ(lag_1_autocorrelation({3, 3, 3}), 0);
  EXPECT_EQ(lag_1_autocorrelation({}), 0);
}

TEST(Selftest, RefusesBlocksThatAreNone) {
  EXPECT_THROW(judge_selftest(blocks_of(5, {}), design(), kMargin), std::invalid_argument);
  std::vector<SelftestBlock> blocks = blocks_of(6, {});
  blocks[2].pop_back();
  EXPECT_THROW(judge_selftest(blocks, design(), kMargin), std::invalid_argument);
  blocks = blocks_of(6, {});
  blocks[2].clear();
  EXPECT_THROW(judge_selftest(blocks, design(), kMargin), std::invalid_argument);
  for (const double bad : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
    blocks = blocks_of(6, {});
    blocks[1][3].seconds = bad;
    EXPECT_THROW(judge_selftest(blocks, design(), kMargin), std::invalid_argument) << bad;
  }
}

TEST(Selftest, NamesItsLights) {
  EXPECT_EQ(name(Light::kGreen), "green");
  EXPECT_EQ(name(Light::kYellow), "yellow");
  EXPECT_EQ(name(Light::kRed), "red");
}

}  // namespace
}  // namespace sharebench::stats
