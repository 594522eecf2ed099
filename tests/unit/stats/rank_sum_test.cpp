// Mann and Whitney's test against SciPy (tests/captured/stats_vectors).
#include "harness/stats/rank_sum.h"

#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>

#include "tests/unit/stats/reference_helper.h"

namespace sharebench::stats {
namespace {

using nlohmann::json;
using Values = std::vector<double>;

void expect_bound(const std::optional<double>& bound, const json& wanted) {
  ASSERT_EQ(bound.has_value(), !wanted.is_null());
  if (!bound) return;
  EXPECT_NEAR(*bound, wanted.get<double>(), 1e-9);
}

TEST(RankSum, AgreesWithScipy) {
  const json cases = reference("scipy_mannwhitney.json").at("cases");
  ASSERT_EQ(cases.size(), 6u);
  for (const auto& [name, row] : cases.items()) {
    SCOPED_TRACE(name);
    const auto a = row.at("a").get<Values>(), b = row.at("b").get<Values>();
    EXPECT_NEAR(shift_p_above(a, b), row.at("p_greater").get<double>(), 1e-12);
    const Estimate shift = shift_estimate(a, b, 0.05);
    EXPECT_NEAR(shift.value, row.at("shift").get<double>(), 1e-12);
    if (!row.contains("interval")) continue;
    expect_bound(shift.low, row.at("interval")[0]);
    expect_bound(shift.high, row.at("interval")[1]);
  }
}

TEST(RankSum, AgreesWithTheReferenceVector) {
  const json row = reference("vectors.json").at("mwu");
  const auto a = row.at("a").get<Values>(), b = row.at("b").get<Values>();
  EXPECT_NEAR(2 * shift_p_above(a, b), row.at("p").get<double>(), 1e-12);
}

TEST(RankSum, DistributionIsThatOfTheTextbook) {
  // n = m = 3: 20 subsets, of which one has U = 0, one U = 1, two U = 2, three U = 3.
  const Values p = rank_sum_distribution(3, 3);
  ASSERT_EQ(p.size(), 10u);
  EXPECT_DOUBLE_EQ(p[0], 1.0 / 20);
  EXPECT_DOUBLE_EQ(p[1], 1.0 / 20);
  EXPECT_DOUBLE_EQ(p[2], 2.0 / 20);
  EXPECT_DOUBLE_EQ(p[3], 3.0 / 20);
  const Values large = rank_sum_distribution(64, 64);
  EXPECT_NEAR(std::accumulate(large.begin(), large.end(), 0.0), 1, 1e-12);
  for (std::size_t u = 0; u < large.size(); ++u) {
    EXPECT_NEAR(large[u], large[large.size() - 1 - u], 1e-12);
  }
}

TEST(RankSum, TheNormalApproximationIsNearTheExactCriticalValueAndNotAboveIt) {
  const int exact = rank_sum_critical(64, 64, 0.05);
  const int approximate =
      rank_sum_critical(64, 65, 0.05) - 32;  // one value more shifts it by n / 2
  EXPECT_LE(std::abs(exact - approximate), 12);
  EXPECT_LE(rank_sum_critical(65, 65, 0.05), 65 * 65 / 2);
}

TEST(RankSum, RefusesEmptySidesAndSizesBeyondTheTable) {
  EXPECT_THROW(shift_estimate({}, {1}, 0.05), std::invalid_argument);
  EXPECT_THROW(shift_p_above({1}, {}), std::invalid_argument);
  EXPECT_THROW(rank_sum_distribution(0, 3), std::invalid_argument);
  EXPECT_THROW(rank_sum_distribution(65, 3), std::invalid_argument);
}

}  // namespace
}  // namespace sharebench::stats
