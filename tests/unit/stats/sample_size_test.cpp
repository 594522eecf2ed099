// How often a body is run in one sample.
#include "harness/stats/sample_size.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/stats/run_builder_helper.h"

namespace sharebench::stats {
namespace {

using testing::ElementsAre;

/// Shares `a` and `b`, one sample each, and a paced one.
sharebench::Run two_shares(double a_s, double b_s) {
  sharebench::Run run = empty_run(2, 1, {0, 1e-3});
  run.plan.most_repeats = 64;
  add_sample(run, 0, 0, a_s);
  add_sample(run, 0, 1, 1e-6);
  add_sample(run, 0, 2, b_s);
  return run;
}

std::vector<int> repeats(const sharebench::Run& run, double clock_step_s = 1e-9) {
  return choose_repeats(run.plan, run.samples, clock_step_s);
}

TEST(SampleSize, IsAPowerOfTwoThatMakesTheQuickestShareLongEnough) {
  EXPECT_THAT(repeats(two_shares(0.050, 0.9)), ElementsAre(1));
  EXPECT_THAT(repeats(two_shares(0.049, 0.9)), ElementsAre(2));
  EXPECT_THAT(repeats(two_shares(0.9, 0.010)), ElementsAre(8)) << "5 would do";
}

TEST(SampleSize, HasAnEnd) {
  EXPECT_THAT(repeats(two_shares(1e-6, 0.9)), ElementsAre(64));
}

TEST(SampleSize, IsAThousandStepsOfACoarseClock) {
  EXPECT_DOUBLE_EQ(shortest_sample_s(1e-9), 0.050);
  EXPECT_DOUBLE_EQ(shortest_sample_s(1e-3), 1);
  EXPECT_THAT(repeats(two_shares(0.5, 0.9), 1e-3), ElementsAre(2));
}

TEST(SampleSize, LooksAtTimedSamplesThatDidNotFail) {
  sharebench::Run run = two_shares(0.9, 0.9);
  add_sample(run, 0, 0, 1e-6).failure = "wrong";
  add_sample(run, 0, 0, 1e-6).warmup = true;
  EXPECT_THAT(repeats(run), ElementsAre(1));
  run.samples.clear();
  EXPECT_THAT(repeats(run), ElementsAre(1));
}

}  // namespace
}  // namespace sharebench::stats
