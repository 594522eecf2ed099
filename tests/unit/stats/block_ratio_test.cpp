// Ratios by block: pairs in execution order, and what is left out.
#include "harness/stats/block_ratio.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/stats/run_builder_helper.h"

namespace sharebench::stats {
namespace {

/// Block j: a takes 1 s, b takes `ratio` seconds, twice each.
Run two_arms(int blocks, double ratio) {
  sharebench::Run run = empty_run(2, blocks, {0});
  for (int block = 0; block < blocks; ++block) {
    for (const auto& [cell, seconds] : {std::pair{0, 1.0}, {1, ratio}, {1, ratio}, {0, 1.0}}) {
      add_sample(run, block, cell, seconds * (1 + 0.001 * block));
    }
  }
  return run;
}

TEST(BlockRatio, IsTheRatioOfCandidateToBaseline) {
  const sharebench::Run run = two_arms(8, 2.5);
  const std::vector<Comparison> all = compare_all(run, SampleIndex(run));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].baseline, "a");
  EXPECT_EQ(all[0].candidate, "b");
  EXPECT_EQ(all[0].ratio.n, 8);
  EXPECT_NEAR(all[0].ratio.value, 2.5, 1e-12);
  EXPECT_NEAR(all[0].ratio.low.value(), 2.5, 1e-12);
}

TEST(BlockRatio, PairsSamplesInTheOrderInWhichTheyRan) {
  sharebench::Run run = empty_run(2, 1, {0});
  // Written out of order: positions say that a ran 1, 10 and b 2, 40.
  add_sample(run, 0, 1, 40).position = 3;
  add_sample(run, 0, 0, 10).position = 2;
  add_sample(run, 0, 0, 1).position = 0;
  add_sample(run, 0, 1, 2).position = 1;
  const BlockRatios ratios = block_ratios(SampleIndex(run), 0, 1);
  ASSERT_EQ(ratios.d.size(), 1u);
  EXPECT_NEAR(ratios.d[0], (std::log(2) + std::log(4)) / 2, 1e-12);
}

TEST(BlockRatio, DropsThePairOfAFailedSampleAndKeepsTheOthersTogether) {
  sharebench::Run run = empty_run(2, 1, {0});
  add_sample(run, 0, 0, 1).failure = "disk full";
  add_sample(run, 0, 1, 100);
  add_sample(run, 0, 0, 1);
  add_sample(run, 0, 1, 3);
  const BlockRatios ratios = block_ratios(SampleIndex(run), 0, 1);
  ASSERT_EQ(ratios.d.size(), 1u);
  EXPECT_NEAR(ratios.d[0], std::log(3), 1e-12);
}

TEST(BlockRatio, NeverUsesWarmUpsOrUnverifiedSamples) {
  sharebench::Run run = empty_run(2, 1, {0});
  add_sample(run, 0, 0, 1000).warmup = true;
  add_sample(run, 0, 1, 1).warmup = true;
  add_sample(run, 0, 0, 1);
  add_sample(run, 0, 1, 2);
  add_sample(run, 0, 0, 1);
  add_sample(run, 0, 1, 500).verified = false;
  const BlockRatios ratios = block_ratios(SampleIndex(run), 0, 1);
  ASSERT_EQ(ratios.d.size(), 1u);
  EXPECT_NEAR(ratios.d[0], std::log(2), 1e-12);
}

TEST(BlockRatio, LeavesOutInvalidAndOneArmedBlocksAndCountsThem) {
  sharebench::Run run = two_arms(8, 2);
  run.blocks[2].invalid = "the clock jumped";
  std::erase_if(run.samples, [](const Sample& s) { return s.block == 5 && s.cell == 1; });
  const std::vector<Comparison> all = compare_all(run, SampleIndex(run));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].ratio.n, 6);
  EXPECT_EQ(all[0].blocks_left_out, 2);
}

TEST(BlockRatio, GivesAnEstimateButNoIntervalBelowSixBlocks) {
  const sharebench::Run run = two_arms(5, 2);
  const std::vector<Comparison> all = compare_all(run, SampleIndex(run));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_NEAR(all[0].ratio.value, 2, 1e-12);
  EXPECT_FALSE(all[0].ratio.low.has_value());
}

TEST(BlockRatio, ComparesNothingWithAnArmThatNeverRan) {
  sharebench::Run run = two_arms(8, 2);
  std::erase_if(run.samples, [](const Sample& s) { return s.cell == 1; });
  EXPECT_TRUE(compare_all(run, SampleIndex(run)).empty());
}

TEST(BlockRatio, ComparesEveryShareAtEveryPace) {
  sharebench::Run run = empty_run(3, 6, {0, 0.002});
  for (int block = 0; block < 6; ++block) {
    for (int cell = 0; cell < 6; ++cell) add_sample(run, block, cell, 1 + cell);
  }
  const std::vector<Comparison> all = compare_all(run, SampleIndex(run));
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0].pace_s, 0);
  EXPECT_EQ(all[3].pace_s, 0.002);
  EXPECT_EQ(all[3].candidate, "c");
  EXPECT_NEAR(all[3].ratio.value, 6.0 / 2, 1e-12);
}

}  // namespace
}  // namespace sharebench::stats
