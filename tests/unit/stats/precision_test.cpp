// Predicted precision: the formulas of the method, and normal data whose scale is known.
#include "harness/stats/precision.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "harness/stats/distributions.h"
#include "harness/stats/signed_rank.h"
#include "tests/unit/stats/design.h"

namespace sharebench::stats {
namespace {

constexpr double kZ = 2.4635;  // normal quantile of 1 - .013738 / 2

TEST(Precision, ScaleIsTheIntervalsWidthAsAStandardDeviation) {
  const std::vector<double> d = {0.1, -0.2, 0.35, 0.41, 0.52, -0.03, 0.77, 0.81};
  const Estimate estimate = hodges_lehmann(d);
  const double half_width = (*estimate.high - *estimate.low) / 2;
  const double t = 2.3646242510103;  // Student's t, .975, 7 degrees: any table
  EXPECT_NEAR(block_scale(d).value(), half_width * std::sqrt(0.95493 * 8) / t, 1e-5);
}

TEST(Precision, ScaleOfNormalBlocksIsTheirStandardDeviation) {
  std::mt19937_64 random(5);
  std::normal_distribution<double> noise(0.3, 0.05);
  double sum = 0;
  constexpr int kRuns = 2000;
  for (int run = 0; run < kRuns; ++run) {
    std::vector<double> d;
    for (int i = 0; i < 12; ++i) d.push_back(noise(random));
    sum += block_scale(d).value();
  }
  EXPECT_NEAR(sum / kRuns / 0.05, 1, 0.05);  // the method found -3.5 to +0.6 %
}

TEST(Precision, HasNoScaleBelowSixBlocksAndAZeroOneOfEqualBlocks) {
  EXPECT_FALSE(block_scale({}).has_value());
  EXPECT_FALSE(block_scale({1, 2, 3, 4, 5}).has_value());
  EXPECT_EQ(block_scale({2, 2, 2, 2, 2, 2}), 0);
}

TEST(Precision, PredictsByTheFormulasOfTheMethod) {
  const double error = 0.053 / std::sqrt(0.95493 * 48);
  EXPECT_NEAR(design().z(), kZ, 1e-3);
  EXPECT_NEAR(predicted_half_width(0.053, 48, design()), kZ * error, 1e-5);
  EXPECT_NEAR(minimum_detectable_effect(0.053, 48, design(), 0.05),
              1.05 * std::exp((kZ + 1.6449) * error) - 1, 2e-5);
  EXPECT_NEAR(smallest_margin(0.053, 48, design()), std::exp((kZ + 1.6449) * error) - 1, 2e-5);
}

/// The method's table: a typical machine finds 8.4 % with 48 blocks.
TEST(Precision, ATypicalMachineResolvesWhatTheMethodSays) {
  EXPECT_NEAR(minimum_detectable_effect(0.053, 48, design(), 0.05), 0.084, 0.002);
}

TEST(Precision, ProjectsTheBlocksOfEvenOdds) {
  std::mt19937_64 random(6);
  std::normal_distribution<double> noise(0.08, 0.1);
  std::vector<double> d;
  for (int i = 0; i < 12; ++i) d.push_back(noise(random));
  const double distance = hodges_lehmann(d).value - std::log(1.05);
  const double n = std::pow(design().z() * block_scale(d).value() / distance, 2) / 0.95493;
  ASSERT_GT(n, 13);
  EXPECT_NEAR(projected_blocks(d, design(), 0.05).value(), std::ceil(n), 1);
  std::vector<double> mirrored;
  for (const double x : d) mirrored.push_back(-x);
  EXPECT_EQ(projected_blocks(mirrored, design(), 0.05), projected_blocks(d, design(), 0.05));
}

TEST(Precision, ProjectsOneMoreBlockAtLeastAndNothingWithoutAScale) {
  EXPECT_EQ(projected_blocks(std::vector<double>(8, 0.5), design(), 0.05), 9);
  EXPECT_FALSE(projected_blocks({0.1, 0.2, 0.3}, design(), 0.05).has_value());
  const std::vector<double> at_margin(8, std::log1p(0.05));
  EXPECT_FALSE(projected_blocks(at_margin, design(), 0.05).has_value());  // no distance, ever
}

TEST(Precision, RefusesNoBlocks) {
  EXPECT_THROW(predicted_half_width(0.1, 0, design()), std::invalid_argument);
  EXPECT_THROW(minimum_detectable_effect(0.1, -1, design(), 0.05), std::invalid_argument);
}

}  // namespace
}  // namespace sharebench::stats
