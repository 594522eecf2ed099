// Serial round trips from two paces.
#include "harness/stats/slope.h"

#include <gtest/gtest.h>

#include "tests/unit/stats/run_builder_helper.h"

namespace sharebench::stats {
namespace {

constexpr double kLow = 0.002, kHigh = 0.005;

/// Every share waits for its own number of round trips, over an own cost of 0.1 s, with a drift.
Run paced_run(const std::vector<double>& round_trips, int blocks) {
  sharebench::Run run = empty_run(static_cast<int>(round_trips.size()), blocks, {kLow, kHigh});
  for (int block = 0; block < blocks; ++block) {
    for (std::size_t share = 0; share < round_trips.size(); ++share) {
      const double own = 0.1 + 0.01 * block;
      const double s = round_trips[share] * (1 + 0.01 * (block % 3 - 1));
      add_sample(run, block, static_cast<int>(2 * share), own + s * kLow);
      add_sample(run, block, static_cast<int>(2 * share + 1), own + s * kHigh);
    }
  }
  return run;
}

TEST(Slope, IsTheNumberOfWaitingRoundTrips) {
  const sharebench::Run run = paced_run({153, 424}, 8);
  const SerialResult result = serial_round_trips(run, SampleIndex(run));
  ASSERT_EQ(result.slopes.size(), 2u);
  EXPECT_NEAR(result.slopes[0].slope.value, 153, 0.8);
  EXPECT_LE(result.slopes[0].slope.low.value(), 153);
  EXPECT_GE(result.slopes[0].slope.high.value(), 153);
  EXPECT_TRUE(result.slopes[0].waits);
  EXPECT_EQ(result.slopes[0].pace_low_s, kLow);
  EXPECT_EQ(result.slopes[0].pace_high_s, kHigh);
  ASSERT_EQ(result.ratios.size(), 1u);
  EXPECT_NEAR(result.ratios[0].ratio.value, 424.0 / 153, 1e-9);
  EXPECT_EQ(result.ratios[0].ratio.n, 8);
}

TEST(Slope, DoesNotWaitWhenTheIntervalContainsZero) {
  sharebench::Run run = paced_run({153, 0}, 8);
  for (Sample& sample : run.samples) {
    if (sample.cell == 3) sample.elapsed_s += sample.block % 2 == 0 ? 1e-4 : -1e-4;
  }
  const SerialResult result = serial_round_trips(run, SampleIndex(run));
  ASSERT_EQ(result.slopes.size(), 2u);
  EXPECT_FALSE(result.slopes[1].waits);
  EXPECT_TRUE(result.ratios.empty());
}

TEST(Slope, GivesNoRatioWhenOneBlockHasANegativeSlope) {
  sharebench::Run run = paced_run({153, 424}, 12);
  for (Sample& sample : run.samples) {
    if (sample.cell == 3 && sample.block == 4) sample.elapsed_s = 0.01;
  }
  const SerialResult result = serial_round_trips(run, SampleIndex(run));
  EXPECT_TRUE(result.slopes[1].waits);
  EXPECT_TRUE(result.ratios.empty());
}

TEST(Slope, OfAShareThatCannotBePacedIsKnownOnlyWithoutRoundTrips) {
  sharebench::Run run = paced_run({153, 0, 0}, 6);
  for (int share : {1, 2}) run.mounts[static_cast<std::size_t>(share)].can_pace = false;
  for (Sample& sample : run.samples) {
    sample.counters["round_trips"] = sample.cell >= 4 ? 17 : 0;
  }
  const SerialResult result = serial_round_trips(run, SampleIndex(run));
  ASSERT_EQ(result.slopes.size(), 2u);
  EXPECT_EQ(result.slopes[1].share, "b");
  EXPECT_EQ(result.slopes[1].slope.value, 0);
  EXPECT_EQ(result.slopes[1].slope.n, 6);
  EXPECT_FALSE(result.slopes[1].waits);
}

TEST(Slope, UsesOnlyBlocksThatHaveBothPaces) {
  sharebench::Run run = paced_run({153}, 8);
  std::erase_if(run.samples, [](const Sample& s) { return s.block == 0 && s.cell == 1; });
  run.blocks[1].invalid = "the clock jumped";
  const SerialResult result = serial_round_trips(run, SampleIndex(run));
  ASSERT_EQ(result.slopes.size(), 1u);
  EXPECT_EQ(result.slopes[0].slope.n, 6);
}

TEST(Slope, IsAbsentWithoutPaces) {
  sharebench::Run run = empty_run(2, 6, {0});
  for (int block = 0; block < 6; ++block) add_sample(run, block, 0, 1);
  EXPECT_TRUE(serial_round_trips(run, SampleIndex(run)).slopes.empty());
}

}  // namespace
}  // namespace sharebench::stats
