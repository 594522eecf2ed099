// Warm-up: how many samples it lasts, and workloads that never settle.
#include "harness/stats/warm_up.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

namespace sharebench::stats {
namespace {

/// 16 mounts of 12 samples: mount effects, `noise`, and `start[i]` on top of sample i.
std::vector<std::vector<double>> pilot(const std::vector<double>& start, double noise,
                                       unsigned seed = 7) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> mounts;
  for (int m = 0; m < 16; ++m) {
    const double mount = 0.05 * normal(random);
    std::vector<double> x;
    for (std::size_t i = 0; i < 12; ++i) {
      x.push_back(mount + noise * normal(random) + (i < start.size() ? start[i] : 0));
    }
    mounts.push_back(x);
  }
  return mounts;
}

TEST(WarmUp, IsNoneWhereEverySampleIsAlike) {
  const WarmUp result = find_warm_up(pilot({}, 0.005));
  EXPECT_EQ(result.samples, 0);
  EXPECT_EQ(result.state, SteadyState::kFlat);
  ASSERT_EQ(result.contrasts.size(), 6u);
}

TEST(WarmUp, LastsAsLongAsSamplesAreSlower) {
  const WarmUp result = find_warm_up(pilot({0.8, 0.3, 0.1}, 0.005));
  EXPECT_EQ(result.samples, 3);
  EXPECT_EQ(result.state, SteadyState::kWarmUp);
  EXPECT_NEAR(result.contrasts[0], 0.8, 0.01);
  EXPECT_NEAR(result.contrasts[2], 0.1, 0.01);
  EXPECT_NEAR(result.contrasts[3], 0, 0.01);
}

TEST(WarmUp, CountsASettledSampleBeforeAnUnsettledOneToo) {
  EXPECT_EQ(find_warm_up(pilot({0.5, 0, 0, 0.5}, 0.005)).samples, 4);
}

TEST(WarmUp, TellsSlowDownFromWarmUp) {
  const WarmUp result = find_warm_up(pilot({-0.3, -0.2}, 0.005));
  EXPECT_EQ(result.samples, 2);
  EXPECT_EQ(result.state, SteadyState::kSlowDown);
}

TEST(WarmUp, FindsNoSteadyStateWhereTheSixthSampleIsUnsettled) {
  const WarmUp result = find_warm_up(pilot({0.9, 0.8, 0.7, 0.6, 0.5, 0.4}, 0.005));
  EXPECT_EQ(result.samples, 6);
  EXPECT_EQ(result.state, SteadyState::kNone);
}

/// Exact contrasts: every mount shows the same, so the interval is a point.
TEST(WarmUp, SettlesWithinTwoPercent) {
  EXPECT_EQ(find_warm_up(pilot({0.019}, 0)).samples, 0);
  EXPECT_EQ(find_warm_up(pilot({0.021}, 0)).samples, 1);
  EXPECT_EQ(find_warm_up(pilot({-0.019}, 0)).samples, 0);
}

/// Contrasts around 3 %: settled when their 90 % interval holds 0, not when it is clear of it.
TEST(WarmUp, SettlesWithinFourPercentWhereTheIntervalHoldsZero) {
  const auto contrasts = [](double wide) {
    std::vector<std::vector<double>> mounts;
    for (int m = 0; m < 16; ++m) {
      std::vector<double> x(12, 0.0);
      x[0] = 0.03 + (m % 2 == 0 ? 1 : -1) * wide * (1 + 0.001 * m);
      mounts.push_back(x);
    }
    return find_warm_up(mounts);
  };
  EXPECT_EQ(contrasts(0.2).samples, 0);
  EXPECT_EQ(contrasts(0.001).samples, 1);
}

TEST(WarmUp, RefusesPilotsThatAreTooSmall) {
  EXPECT_THROW(find_warm_up({}), std::invalid_argument);
  EXPECT_THROW(find_warm_up(std::vector(4, std::vector<double>(12, 0.0))), std::invalid_argument);
  EXPECT_THROW(find_warm_up(std::vector(5, std::vector<double>(11, 0.0))), std::invalid_argument);
  std::vector<std::vector<double>> odd(5, std::vector<double>(12, 0.0));
  EXPECT_EQ(find_warm_up(odd).state, SteadyState::kFlat);
  odd[3][2] = std::nan("");
  EXPECT_THROW(find_warm_up(odd), std::invalid_argument);
}

TEST(WarmUp, NamesItsStates) {
  EXPECT_EQ(name(SteadyState::kFlat), "flat");
  EXPECT_EQ(name(SteadyState::kWarmUp), "warm-up");
  EXPECT_EQ(name(SteadyState::kSlowDown), "slow-down");
  EXPECT_EQ(name(SteadyState::kNone), "no steady state");
}

}  // namespace
}  // namespace sharebench::stats
