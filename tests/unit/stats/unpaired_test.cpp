// Shifts between blocks of different times, and what drift does to their intervals.
#include "harness/stats/unpaired.h"

#include <gtest/gtest.h>

#include <cmath>

#include "harness/stats/rank_sum.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

BlockNumbers numbered(const std::vector<double>& values) {
  BlockNumbers numbers;
  for (std::size_t i = 0; i < values.size(); ++i) numbers[static_cast<int>(i)] = values[i];
  return numbers;
}

// Alternating, so that successive blocks are anything but alike.
const std::vector<double> kBase = {0.01, -0.02, 0.03, -0.01, 0.02, -0.03, 0.015, -0.025};
// The same values in rising order: a drift.
const std::vector<double> kDrift = {-0.03, -0.025, -0.02, -0.01, 0.01, 0.015, 0.02, 0.03};

std::vector<double> plus(std::vector<double> values, double by) {
  for (double& value : values) value += by;
  return values;
}

TEST(Unpaired, WithoutDriftTheIntervalIsThatOfMannAndWhitney) {
  const Shift shift =
      unpaired_shift(numbered(kBase), numbered(plus(kBase, 0.1)), 0, Drift::kAsSeen);
  const Estimate plain = shift_estimate(kBase, plus(kBase, 0.1), 0.05);
  EXPECT_EQ(shift.widened, 1);
  EXPECT_EQ(shift.log_ratio.low, plain.low);
  EXPECT_EQ(shift.log_ratio.high, plain.high);
  EXPECT_NEAR(shift.log_ratio.value, 0.1, 1e-12);
}

TEST(Unpaired, DriftWidensTheIntervalAndWeakensTheP) {
  const Shift calm =
      unpaired_shift(numbered(kBase), numbered(plus(kBase, 0.02)), 0, Drift::kAsSeen);
  const Shift drift =
      unpaired_shift(numbered(kDrift), numbered(plus(kDrift, 0.02)), 0, Drift::kAsSeen);
  EXPECT_GT(drift.alike, 0.5);
  EXPECT_DOUBLE_EQ(drift.widened, std::sqrt((1 + drift.alike) / (1 - drift.alike)));
  EXPECT_NEAR(*drift.log_ratio.high - *drift.log_ratio.low,
              drift.widened * (*calm.log_ratio.high - *calm.log_ratio.low), 1e-12);
  EXPECT_GT(drift.p_above, calm.p_above);
  EXPECT_LT(drift.p_above, 0.5);
}

TEST(Unpaired, PairsTakeBlocksOfOneNumber) {
  BlockNumbers candidate = numbered(plus(kBase, 0.1));
  candidate.erase(3);
  const Shift shift = paired_shift(numbered(kBase), candidate, std::log1p(0.05), Drift::kAsSeen);
  EXPECT_EQ(shift.log_ratio.n, 7);
  EXPECT_NEAR(shift.log_ratio.value, 0.1, 1e-12);
  EXPECT_LT(shift.p_margin, 0.02);
}

TEST(Unpaired, FewBlocksOnOneSideGiveNoIntervalHoweverManyTheOtherHas) {
  const Shift shift =
      unpaired_shift(numbered(kBase), {{0, 1.0}, {1, 1.01}, {2, 1.02}}, 0, Drift::kAsSeen);
  EXPECT_EQ(shift.log_ratio.n, 3);
  EXPECT_FALSE(shift.log_ratio.low.has_value());
  EXPECT_EQ(shift.p_above, 1);
}

TEST(Unpaired, WithoutABlockThereIsNothingToSay) {
  EXPECT_EQ(unpaired_shift({}, numbered(kBase), 0, Drift::kAtWorst).log_ratio.n, 0);
  EXPECT_EQ(paired_shift({{1, 0.0}}, {{2, 0.0}}, 0, Drift::kAtWorst).log_ratio.n, 0);
}

TEST(Alikeness, IsCorrectedForShortSeriesAndKeptWithinBounds) {
  // r of the rising series by hand: sum of products over sum of squares.
  double products = 0, squares = 0;
  const double mean = -0.00125;
  for (std::size_t t = 0; t < kDrift.size(); ++t) {
    squares += std::pow(kDrift[t] - mean, 2);
    if (t > 0) products += (kDrift[t] - mean) * (kDrift[t - 1] - mean);
  }
  EXPECT_NEAR(alikeness({kDrift}, Drift::kAsSeen),
              std::min(0.95, (products / squares + 0.125) / (1 - 0.375)), 1e-9);
  EXPECT_EQ(alikeness({kBase}, Drift::kAsSeen), 0);
  EXPECT_NEAR(alikeness({kBase, kBase}, Drift::kAtWorst), 1.6448536 / 4, 1e-6)
      << "16 values leave that much possible";
  EXPECT_EQ(alikeness({{1, 2, 3}}, Drift::kAtWorst), 0) << "too short to tell";
  EXPECT_EQ(alikeness({{1, 1, 1, 1, 1, 1, 1}}, Drift::kAtWorst), 0);
}

}  // namespace
}  // namespace sharebench::stats
