// From a run to its decision: looks of the plan, serial before time, unfit arms, geometric means.
#include "harness/stats/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "harness/stats/build_report.h"
#include "harness/stats/signed_rank.h"
#include "tests/unit/stats/run_builder_helper.h"

namespace sharebench::stats {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<int> kLooks = {8, 12, 16, 24, 32, 48};

/// Two shares; b takes `ratio` times the time of a, up and down by `wobble` from block to block.
Run run_of(int blocks, double ratio, double wobble = 0.01) {
  sharebench::Run run = empty_run(2, blocks, {0});
  for (int block = 0; block < blocks; ++block) {
    const double sign = block % 2 == 0 ? 1 : -1;
    add_sample(run, block, 0, 0.1);
    add_sample(run, block, 1, 0.1 * ratio * std::exp(sign * wobble * (1 + 0.01 * block)));
  }
  return run;
}

/// A second workload, as fast as `ratio` says, in blocks from `first` on.
void add_workload(Run& run, double ratio, int first = 0) {
  WorkloadSpec workload;
  workload.name = workload.label = "v";
  run.plan.workloads.push_back(workload);
  const int cell = static_cast<int>(run.plan.cells.size());
  run.plan.cells.push_back({0, 1, 0, false});
  run.plan.cells.push_back({1, 1, 0, false});
  for (int block = first; block < std::ssize(run.blocks); ++block) {
    add_sample(run, block, cell, 0.2);
    add_sample(run, block, cell + 1, 0.2 * ratio * (1 + 0.001 * block));
  }
}

TEST(Judge, ReadsAPlainRunOnceAt95Percent) {
  const FamilyVerdict family = build_report(run_of(7, 1.5)).family;
  EXPECT_EQ(family.answer, Answer::kFail);
  EXPECT_EQ(family.verdicts.at(0).ratio.n, 7);
  EXPECT_EQ(family.verdicts.at(0).workload, "w");
  EXPECT_EQ(family.verdicts.at(0).baseline, "a");
  EXPECT_EQ(family.verdicts.at(0).candidate, "b");
  EXPECT_EQ(family.verdicts.at(0).p, 1.0 / 128);
}

TEST(Judge, LooksWhereThePlanSays) {
  sharebench::Run run = run_of(7, 1.5);
  run.plan.looks = kLooks;
  EXPECT_EQ(build_report(run).family.answer, Answer::kUndecided);
  run = run_of(11, 1.5);
  run.plan.looks = kLooks;
  const FamilyVerdict family = build_report(run).family;
  EXPECT_EQ(family.answer, Answer::kFail);
  EXPECT_EQ(family.verdicts.at(0).ratio.n, 8);
}

/// 8 blocks of the plan's 12: what there is, is judged.
TEST(Judge, ReadsAPlainRunThatWasStopped) {
  sharebench::Run run = run_of(8, 1.5);
  run.plan.blocks = 12;
  run.complete = false;
  EXPECT_EQ(build_report(run).family.verdicts.at(0).ratio.n, 8);
}

TEST(Judge, AWorkloadWithFewBlocksDoesNotCostTheOthersTheirs) {
  sharebench::Run run = run_of(12, 1.5);
  add_workload(run, 1, 9);
  const FamilyVerdict family = build_report(run).family;
  EXPECT_EQ(family.verdicts.at(0).ratio.n, 12);
  EXPECT_EQ(family.verdicts.at(0).finding, Finding::kRegression);
  EXPECT_EQ(family.verdicts.at(1).ratio.n, 3);
  EXPECT_EQ(family.verdicts.at(1).finding, Finding::kUndecided);
}

TEST(Judge, PassesEqualSharesAndUsesTheMarginOfThePlan) {
  sharebench::Run run = run_of(12, 1.03, 0.001);
  EXPECT_EQ(build_report(run).family.answer, Answer::kPass);
  run.plan.margin = 0.01;
  EXPECT_EQ(build_report(run).family.answer, Answer::kFail);
  EXPECT_EQ(build_report(run).family.verdicts.at(0).margin, 0.01);
}

TEST(Judge, HasNothingToJudgeInARunOfOneShare) {
  sharebench::Run run = empty_run(1, 8, {0});
  for (int block = 0; block < 8; ++block) add_sample(run, block, 0, 0.1);
  const FamilyVerdict family = build_report(run).family;
  EXPECT_THAT(family.verdicts, IsEmpty());
  EXPECT_EQ(family.answer, Answer::kUndecided);
}

TEST(Judge, IsUnfitWhereOneArmFailsMore) {
  sharebench::Run run = run_of(12, 1);
  for (int block = 0; block < 12; ++block) {
    add_sample(run, block, 0, 0.1);
    add_sample(run, block, 1, 0.1).failure = "exit code 1";
  }
  const FamilyVerdict family = build_report(run).family;
  EXPECT_EQ(family.answer, Answer::kUnfit);
  EXPECT_THAT(family.unfit, ElementsAre("12 of 24 samples of b are invalid and 0 of 24 of a"));
}

TEST(Judge, IsFitWhereBothArmsFailAlikeAndWarmUpsFail) {
  sharebench::Run run = run_of(12, 1);
  for (int block = 0; block < 12; ++block) {
    add_sample(run, block, block % 2, 0.1).verified = false;
    Sample& warmup = add_sample(run, block, 1, 0.1);
    warmup.warmup = true;
    warmup.failure = "exit code 1";
  }
  EXPECT_EQ(build_report(run).family.answer, Answer::kPass);
}

TEST(Judge, ComparesSerialRoundTripsWhereTheyAreKnown) {
  sharebench::Run run = empty_run(2, 8, {0, 0.002, 0.005});
  for (int block = 0; block < 8; ++block) {
    for (int share = 0; share < 2; ++share) {
      const double trips = share == 0 ? 100 : 200 + block;
      for (int pace = 0; pace < 3; ++pace) {
        const double held_s = pace == 0 ? 0 : pace == 1 ? 0.002 : 0.005;
        add_sample(run, block, 3 * share + pace, 0.1 + trips * held_s);
      }
    }
  }
  const Report report = build_report(run);
  EXPECT_TRUE(report.judged_on_serial);
  ASSERT_EQ(report.family.verdicts.size(), 1u);
  EXPECT_EQ(report.family.answer, Answer::kFail);
  EXPECT_NEAR(report.family.verdicts[0].ratio.value, 2.035, 0.001);
}

TEST(Judge, TakesTheGeometricMeanOfTwoWorkloadsBlockByBlock) {
  sharebench::Run run = run_of(12, 1.2);
  EXPECT_THAT(build_report(run).geomeans, IsEmpty());
  add_workload(run, 0.9);
  const std::vector<Geomean> means = build_report(run).geomeans;
  ASSERT_EQ(means.size(), 1u);
  EXPECT_EQ(means[0].baseline, "a");
  EXPECT_EQ(means[0].candidate, "b");
  EXPECT_EQ(means[0].workloads, 2);
  EXPECT_EQ(means[0].ratio.n, 12);
  EXPECT_NEAR(means[0].ratio.value, std::sqrt(1.2 * 0.9), 0.01);
  EXPECT_EQ(means[0].blocks_left_out, 0);
  sharebench::Run gaps = run_of(12, 1.2);
  add_workload(gaps, 0.9, 4);
  EXPECT_EQ(build_report(gaps).geomeans.at(0).blocks_left_out, 4);
  EXPECT_EQ(build_report(gaps).geomeans.at(0).ratio.n, 8);
}

/// A run that may stop at any look has an interval that holds at any look.
TEST(Judge, TheIntervalOfAGeometricMeanHoldsAtEveryLook) {
  sharebench::Run run = run_of(12, 1.2, 0.05);
  add_workload(run, 0.9);
  const Estimate plain = build_report(run).geomeans.at(0).ratio;
  run.plan.looks = kLooks;
  const Estimate repeated = build_report(run).geomeans.at(0).ratio;
  EXPECT_EQ(plain.value, repeated.value);
  EXPECT_LT(*repeated.low, *plain.low);
  EXPECT_GT(*repeated.high, *plain.high);
}

}  // namespace
}  // namespace sharebench::stats
