// The rules of other tools against SciPy and figures that were computed apart.
#include "bench/simulate/rules.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/stats/reference_helper.h"

namespace sharebench::simulate {
namespace {

using nlohmann::json;
using stats::reference;

TEST(Rules, MannWhitneyAgreesWithScipyAndTheVector) {
  const json rows = reference("scipy_reference.json").at("mann_whitney");
  EXPECT_EQ(rows.size(), 6u);
  for (const json& row : rows) {
    const auto a = row.at("a").get<std::vector<double>>();
    const auto b = row.at("b").get<std::vector<double>>();
    EXPECT_NEAR(mann_whitney_exact_p(a, b), row.at("p").get<double>(), 1e-12) << a.size();
    EXPECT_NEAR(mann_whitney_exact_p(b, a), row.at("p").get<double>(), 1e-12) << b.size();
  }
  const json vector = reference("vectors.json").at("mwu");
  EXPECT_NEAR(mann_whitney_exact_p(vector.at("a").get<std::vector<double>>(),
                                   vector.at("b").get<std::vector<double>>()),
              vector.at("p").get<double>(), 1e-12);
}

TEST(Rules, HyperfineAndBenchstatDecideAtFivePercent) {
  for (const json& row : reference("scipy_reference.json").at("welch")) {
    const Arms arms = {row.at("a").get<std::vector<double>>(),
                       row.at("b").get<std::vector<double>>()};
    EXPECT_EQ(hyperfine_claim(arms).difference, row.at("p").get<double>() < 0.05);
  }
  for (const json& row : reference("scipy_reference.json").at("mann_whitney")) {
    const Arms arms = {row.at("a").get<std::vector<double>>(),
                       row.at("b").get<std::vector<double>>()};
    EXPECT_EQ(benchstat_claim(arms).difference, row.at("p").get<double>() < 0.05);
  }
  EXPECT_DOUBLE_EQ(hyperfine_claim({{1, 2, 3}, {2, 4, 9}}).ratio, 2.5);
  EXPECT_DOUBLE_EQ(benchstat_claim({{1, 2, 3}, {2, 4, 9}}).ratio, 2);
}

/// Twenty pairs: the interval is the 6th to the 15th (binomial: P(X <= 5) = .0207).
TEST(Rules, NanobenchReadsTheSignInterval) {
  const auto with_negative = [](int negative) {
    Arms arms;
    for (int i = 0; i < 20; ++i) {
      arms.a.push_back(1);
      arms.b.push_back(std::exp(i < negative ? -0.1 - 0.01 * i : 0.1 + 0.01 * i));
    }
    return nanobench_claim(arms).difference;
  };
  EXPECT_TRUE(with_negative(5));
  EXPECT_FALSE(with_negative(6));
  EXPECT_FALSE(with_negative(14));
  EXPECT_TRUE(with_negative(15));
}

TEST(Rules, CriterionNeedsMoreThanItsNoiseThreshold) {
  Random random = make_random(1, 0, 0);
  const auto claims = [&](double ratio) {
    Arms arms;
    for (int i = 0; i < 100; ++i) {
      arms.a.push_back(1 + 0.001 * (i % 7));
      arms.b.push_back(ratio * (1 + 0.001 * (i % 5)));
    }
    return criterion_claim(arms, random);
  };
  EXPECT_TRUE(claims(1.05).difference);
  EXPECT_TRUE(claims(0.95).difference);
  EXPECT_FALSE(claims(1.005).difference);
  EXPECT_NEAR(claims(1.05).ratio, 1.049, 0.002);
}

TEST(Rules, PeekingStopsAtTheFirstPlainIntervalThatDecides) {
  std::vector<double> d = {0.3, 0.31, 0.29, 0.32, 0.28, 0.33};
  for (int i = 0; i < 20; ++i) d.push_back(0);
  EXPECT_TRUE(peek_after_every_block(d, 0.05, 0.3).regression);
  EXPECT_TRUE(peek_after_every_block(d, 0.05, 0.3).covers);
  EXPECT_FALSE(peek_after_every_block(d, 0.05, 0.1).covers);
}

TEST(Rules, HistoriesAlertOnTheLastNight) {
  EXPECT_TRUE(previous_night_alerts({0, 0.2}, 1.1));
  EXPECT_FALSE(previous_night_alerts({0, 0.2, 0.2}, 1.1));
  EXPECT_FALSE(previous_night_alerts({0.2}, 1.1));
  std::vector<double> y;
  for (int i = 0; i < 64; ++i) y.push_back(i % 2 == 0 ? 0.02 : -0.02);
  y.push_back(0.047);  // t(.99, 63) = 2.387 times the standard deviation .02016 is .0481
  EXPECT_FALSE(bencher_alerts(y));
  y.back() = 0.049;
  EXPECT_TRUE(bencher_alerts(y));
}

}  // namespace
}  // namespace sharebench::simulate
