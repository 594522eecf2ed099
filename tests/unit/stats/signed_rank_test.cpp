// The signed-rank statistics against numbers that others computed (tests/captured/stats_vectors).
#include "harness/stats/signed_rank.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <stdexcept>

namespace sharebench::stats {
namespace {

using nlohmann::json;

json vectors(const std::string& name) {
  const char* root = std::getenv("SOURCE_DIR");
  std::ifstream file(std::string(root ? root : ".") + "/tests/captured/stats_vectors/" + name);
  EXPECT_TRUE(file) << "cannot open " << name;
  return json::parse(file);
}

void expect_interval(const std::vector<double>& d, double level, const json& hl_low_high) {
  const Estimate estimate = hodges_lehmann(d, level);
  EXPECT_NEAR(estimate.value, hl_low_high[0].get<double>(), 1e-9);
  EXPECT_NEAR(estimate.low.value(), hl_low_high[1].get<double>(), 1e-9);
  EXPECT_NEAR(estimate.high.value(), hl_low_high[2].get<double>(), 1e-9);
  EXPECT_EQ(estimate.n, static_cast<int>(d.size()));
}

TEST(SignedRank, MatchesTheTextbookExample) {
  const json row = vectors("vectors.json").at("hollander_wolfe");
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
  const json all = vectors("vectors.json");
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
  const json tables = vectors("vectors.json").at("signed_rank_c");
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
  const json cases = vectors("scipy_wilcoxon.json").at("cases");
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

}  // namespace
}  // namespace sharebench::stats
