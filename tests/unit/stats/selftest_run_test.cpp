// The self-test read from a run with equal arms, and variance by level.
#include "harness/stats/selftest_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/stats/run_builder_helper.h"

namespace sharebench::stats {
namespace {

using testing::HasSubstr;

/// Shares `a` and `b` that are the same, in blocks of ABBABAAB with a little noise.
Run equal_arms(int blocks, double second_arm) {
  sharebench::Run run = empty_run(2, blocks, {0});
  run.plan.baselines = {0, 0};
  const int order[] = {0, 1, 1, 0, 1, 0, 0, 1};
  for (int block = 0; block < blocks; ++block) {
    for (int i = 0; i < 8; ++i) {
      const int arm = order[i] ^ (block % 2);
      const double noise = 1 + 0.002 * ((block * 8 + i) * 7 % 11) - 0.01;
      add_sample(run, block, arm, 0.1 * noise * (arm == 1 ? second_arm : 1));
    }
  }
  return run;
}

TEST(SelftestRun, JudgesEqualArmsByWorkload) {
  const auto rows = judge_selftests(equal_arms(12, 1));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].workload, "w");
  EXPECT_EQ(rows[0].share, "a");
  EXPECT_EQ(rows[0].blocks, 12);
  ASSERT_TRUE(rows[0].test.has_value());
  EXPECT_EQ(rows[0].test->verdict.finding, Finding::kEquivalent);
  EXPECT_EQ(rows[0].test->light, Light::kGreen);
  EXPECT_EQ(worst_light(rows), Light::kGreen);
}

TEST(SelftestRun, ArmsThatAreCalledDifferentAreRedHoweverPreciseTheMachineIs) {
  const auto rows = judge_selftests(equal_arms(12, 1.2));
  EXPECT_EQ(rows.at(0).test->verdict.finding, Finding::kRegression);
  EXPECT_EQ(rows.at(0).test->light, Light::kGreen);
  EXPECT_EQ(worst_light(rows), Light::kRed);
  EXPECT_THAT(cause_of(*rows[0].test), HasSubstr("equal arms were called different"));
}

TEST(SelftestRun, ABlockWithAFailedSampleIsLeftOutAndFiveBlocksAreRed) {
  sharebench::Run run = equal_arms(6, 1);
  run.samples[3].failure = "wrong";
  const auto rows = judge_selftests(run);
  EXPECT_EQ(rows.at(0).blocks, 5);
  EXPECT_FALSE(rows[0].test.has_value());
  EXPECT_EQ(worst_light(rows), Light::kRed);
  EXPECT_EQ(worst_light({}), Light::kRed);
}

/// One share: boots of two mounts of two samples.
Run nested(double boot, double mount, double sample) {
  sharebench::Run run = empty_run(1, 8, {0});
  const double signs[] = {1, -1, -1, 1, 1, -1, 1, -1};
  for (int block = 0; block < 8; ++block) {
    for (int i = 0; i < 2; ++i) {
      const double log = boot * (block / 2) + mount * signs[block] + (i == 0 ? sample : -sample);
      add_sample(run, block, 0, 0.1 * std::exp(log));
    }
  }
  return run;
}

TEST(SelftestRun, FindsTheLevelAtWhichTimesVary) {
  const LevelSizes sizes{.boots = 4, .mounts = 2, .samples = 2};
  const auto boots = judge_levels(nested(0.1, 0, 0.001), sizes, {1, 2, 30});
  ASSERT_EQ(boots.size(), 1u);
  EXPECT_EQ(boots[0].redo, 2u);
  EXPECT_TRUE(boots[0].levels[1].negligible);
  const auto mounts = judge_levels(nested(0, 0.1, 0.001), sizes, {1, 2, 30});
  EXPECT_EQ(mounts.at(0).redo, 1u);
  EXPECT_FALSE(mounts[0].levels[1].negligible);
}

TEST(SelftestRun, AWorkloadWithAMissingSampleHasNoLevels) {
  sharebench::Run run = nested(0.1, 0, 0.001);
  run.samples[5].failure = "wrong";
  EXPECT_TRUE(judge_levels(run, {.boots = 4, .mounts = 2, .samples = 2}, {1, 2, 30}).empty());
}

}  // namespace
}  // namespace sharebench::stats
