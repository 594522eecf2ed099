// The signed-rank statistics against numbers that others computed (tests/captured/stats_vectors).
#include "harness/stats/signed_rank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>

#include "tests/unit/stats/reference_helper.h"

namespace sharebench::stats {
namespace {

using nlohmann::json;

void expect_interval(const std::vector<double>& d, double level, const json& hl_low_high) {
  const Estimate estimate = hodges_lehmann(d, level);
  EXPECT_NEAR(estimate.value, hl_low_high[0].get<double>(), 1e-9);
  EXPECT_NEAR(estimate.low.value(), hl_low_high[1].get<double>(), 1e-9);
  EXPECT_NEAR(estimate.high.value(), hl_low_high[2].get<double>(), 1e-9);
  EXPECT_EQ(estimate.n, static_cast<int>(d.size()));
}

TEST(SignedRank, MatchesTheTextbookExample) {
  const json row = reference("vectors.json").at("hollander_wolfe");
  const auto d = row.at("d").get<std::vector<double>>();
  const SignedRankTest test = signed_rank_test(d);
  EXPECT_TRUE(test.exact);
  EXPECT_EQ(test.t_plus, row.at("V").get<double>());
  EXPECT_NEAR(test.p_greater, row.at("p_greater").get<double>(), 1e-12);
  EXPECT_NEAR(test.p_two, row.at("p_two").get<double>(), 1e-12);
  EXPECT_EQ(signed_rank_critical(static_cast<int>(d.size()), 0.05), row.at("c").get<int>());
  expect_interval(d, 0.05, {row.at("hl"), row.at("ci95")[0], row.at("ci95")[1]});
}

TEST(SignedRank, MatchesTheVectorsOfEightToTwentyFourBlocks) {
  const json all = reference("vectors.json");
  for (const char* name : {"n8", "n12", "n16", "n24"}) {
    SCOPED_TRACE(name);
    const json& row = all.at(name);
    const auto d = row.at("d").get<std::vector<double>>();
    const SignedRankTest test = signed_rank_test(d);
    EXPECT_NEAR(test.p_two, row.at("p_two").get<double>(), 1e-12);
    EXPECT_NEAR(test.p_greater, row.at("p_greater").get<double>(), 1e-12);
    expect_interval(d, 0.05, row.at("hl_ci_0.05"));
    expect_interval(d, 0.013738, row.at("hl_ci_0.013738"));
  }
}

TEST(SignedRank, HasEveryCriticalValueOfTheTable) {
  int checked = 0;
  const json tables = reference("vectors.json").at("signed_rank_c");
  for (const auto& [level, table] : tables.items()) {
    for (const auto& [n, c] : table.items()) {
      EXPECT_EQ(signed_rank_critical(std::stoi(n), json::parse(level).get<double>()), c.get<int>())
          << "n " << n << " level " << level;
      ++checked;
    }
  }
  EXPECT_EQ(checked, 240);
  RecordProperty("checked", checked);
}

TEST(SignedRank, AgreesWithScipyOnTiesAndZeros) {
  const json cases = reference("scipy_wilcoxon.json").at("cases");
  ASSERT_EQ(cases.size(), 7u);
  for (const auto& [name, row] : cases.items()) {
    SCOPED_TRACE(name);
    const auto d = row.at("d").get<std::vector<double>>();
    const SignedRankTest test = signed_rank_test(d);
    EXPECT_EQ(test.exact, row.at("exact").get<bool>());
    EXPECT_NEAR(test.p_two, row.at("p_two").get<double>(), 1e-12);
    EXPECT_NEAR(test.p_greater, row.at("p_greater").get<double>(), 1e-12);
    EXPECT_NEAR(hodges_lehmann(d).value, row.at("hl").get<double>(), 1e-12);
  }
}

TEST(SignedRank, GivesNoIntervalBelowSixBlocks) {
  EXPECT_FALSE(hodges_lehmann({0.1, 0.2, 0.3, 0.4, 0.5}).low.has_value());
  EXPECT_TRUE(hodges_lehmann({0.1, 0.2, 0.3, 0.4, 0.5, 0.6}).low.has_value());
}

TEST(SignedRank, DistributionSumsToOneAndIsSymmetric) {
  const std::vector<double> f = signed_rank_distribution(48);
  EXPECT_EQ(f.size(), 48u * 49 / 2 + 1);
  EXPECT_NEAR(std::accumulate(f.begin(), f.end(), 0.0), 1, 1e-12);
  for (std::size_t t = 0; t < f.size(); ++t) EXPECT_NEAR(f[t], f[f.size() - 1 - t], 1e-18);
}

TEST(SignedRank, IsUndecidedWhenEveryBlockIsZero) {
  const SignedRankTest test = signed_rank_test({0, 0, 0, 0, 0, 0, 0});
  EXPECT_EQ(test.p_two, 1);
  EXPECT_EQ(hodges_lehmann({0, 0, 0, 0, 0, 0, 0}).value, 0);
}

/// Each of the 2^12 ways to give twelve distances a sign is equally likely when nothing differs.
TEST(SignedRank, IntervalOfTwelveBlocksCoversIn95Point75PercentOfAllCases) {
  int covered = 0;
  for (unsigned signs = 0; signs < 4096; ++signs) {
    std::vector<double> d;
    for (unsigned i = 0; i < 12; ++i) d.push_back((signs >> i & 1 ? 1 : -1) * std::pow(1.3, i));
    const Estimate estimate = hodges_lehmann(d);
    if (*estimate.low < 0 && *estimate.high > 0) ++covered;
  }
  EXPECT_EQ(covered, 4096 - 2 * 87);  // P(T+ <= 13) = 87 / 4096
  EXPECT_NEAR(covered / 4096.0, 0.9575, 5e-5);
}

/// The list that the estimate does without: every average, sorted.
TEST(SignedRank, FindsTheVeryAveragesOfTheSortedList) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> normal(-0.02, 0.1);
  for (const int n : {1, 2, 5, 6, 7, 48, 101}) {
    std::vector<double> d;
    for (int i = 0; i < n; ++i) d.push_back(i % 9 == 8 ? d[0] : normal(random));  // some are equal
    std::vector<double> averages;
    for (std::size_t i = 0; i < d.size(); ++i) {
      for (std::size_t l = i; l < d.size(); ++l) averages.push_back((d[i] + d[l]) / 2);
    }
    std::sort(averages.begin(), averages.end());
    const Estimate estimate = hodges_lehmann(d, 0.05);
    EXPECT_EQ(estimate.value, median(averages)) << n;
    const auto c = static_cast<std::size_t>(signed_rank_critical(n, 0.05));
    if (c == 0) continue;
    EXPECT_EQ(estimate.low, averages[c - 1]) << n;
    EXPECT_EQ(estimate.high, averages[averages.size() - c]) << n;
  }
}

TEST(SignedRank, EstimateAndIntervalMoveWithTheData) {
  const std::vector<double> d = {0.3, -0.1, 0.25, 0.04, -0.2, 0.11, 0.07, 0.19};
  std::vector<double> moved;
  for (const double x : d) moved.push_back(x + std::log(1.1));
  const Estimate before = hodges_lehmann(d), after = hodges_lehmann(moved);
  EXPECT_NEAR(after.value - before.value, std::log(1.1), 1e-15);
  EXPECT_NEAR(*after.low - *before.low, std::log(1.1), 1e-15);
  EXPECT_NEAR(*after.high - *before.high, std::log(1.1), 1e-15);
}

TEST(SignedRank, KeepsEqualBlocksAndHasANarrowIntervalOfThem) {
  const Estimate estimate = hodges_lehmann(std::vector<double>(8, 0.25));
  EXPECT_EQ(estimate.value, 0.25);
  EXPECT_EQ(estimate.low, 0.25);
  EXPECT_EQ(estimate.high, 0.25);
  EXPECT_FALSE(signed_rank_test(std::vector<double>(8, 0.25)).exact);
}

TEST(SignedRank, OneBlockHasAnEstimateAndNoInterval) {
  const Estimate estimate = hodges_lehmann({0.3});
  EXPECT_EQ(estimate.value, 0.3);
  EXPECT_EQ(estimate.n, 1);
  EXPECT_FALSE(estimate.low.has_value());
  EXPECT_EQ(signed_rank_test({0.3}).p_two, 1);
  EXPECT_EQ(signed_rank_test({0.3}).p_greater, 0.5);
}

TEST(SignedRank, RefusesWhatIsNotFinite) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_THROW(hodges_lehmann({0.1, nan}), std::invalid_argument);
  EXPECT_THROW(hodges_lehmann({-infinity, 0.1}), std::invalid_argument);
  EXPECT_THROW(signed_rank_test({nan}), std::invalid_argument);
  EXPECT_THROW(median({1, infinity, 2}), std::invalid_argument);
}

TEST(SignedRank, RefusesNothing) {
  EXPECT_THROW(hodges_lehmann({}), std::invalid_argument);
  EXPECT_THROW(median({}), std::invalid_argument);
  EXPECT_THROW(signed_rank_critical(8, 0), std::invalid_argument);
  EXPECT_THROW(signed_rank_distribution(1001), std::invalid_argument);
}

TEST(Median, IsTheMiddleOrTheMeanOfTheTwoMiddleOnes) {
  EXPECT_EQ(median({3, 1, 2}), 2);
  EXPECT_EQ(median({4, 1, 3, 2}), 2.5);
  EXPECT_EQ(median({7}), 7);
}

TEST(HodgesLehmann, IsThePseudomedianForFewAndForManyValues) {
  for (int n = 1; n < 70; ++n) {
    std::vector<double> d;
    for (int i = 0; i < n; ++i) d.push_back(std::sin(i * 12.9898 + n) * 3);
    std::vector<double> averages;
    for (int i = 0; i < n; ++i) {
      for (int l = i; l < n; ++l) {
        averages.push_back((d[static_cast<std::size_t>(i)] + d[static_cast<std::size_t>(l)]) / 2);
      }
    }
    EXPECT_DOUBLE_EQ(pseudomedian(d), median(averages)) << n;
    EXPECT_EQ(pseudomedian(d), hodges_lehmann(d).value) << n;
  }
}

}  // namespace
}  // namespace sharebench::stats
