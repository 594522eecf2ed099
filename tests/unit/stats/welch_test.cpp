// Moments and Welch's test against SciPy, and where naive formulas lose their digits.
#include "harness/stats/welch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "tests/unit/stats/reference_helper.h"

namespace sharebench::stats {
namespace {

TEST(Welch, AgreesWithScipy) {
  const nlohmann::json rows = reference("scipy_reference.json").at("welch");
  EXPECT_EQ(rows.size(), 5u);
  for (const nlohmann::json& row : rows) {
    const auto a = row.at("a").get<std::vector<double>>();
    const auto b = row.at("b").get<std::vector<double>>();
    EXPECT_NEAR(welch_p(a, b), row.at("p").get<double>(), 1e-9) << row.at("p");
    EXPECT_EQ(welch_p(a, b), welch_p(b, a));
  }
}

/// n x 1e9 + i: sum of squares minus n times the squared mean would cancel to nothing.
TEST(Moments, KeepTheirDigitsFarFromZero) {
  std::vector<double> values;
  for (int i = 1; i <= 5; ++i) values.push_back(1e9 + i);
  const Moments result = moments(values);
  EXPECT_EQ(result.n, 5);
  EXPECT_EQ(result.mean, 1e9 + 3);
  EXPECT_DOUBLE_EQ(result.variance, 2.5);
}

TEST(Moments, HaveNoVarianceBelowTwoValues) {
  EXPECT_EQ(moments({}).n, 0);
  EXPECT_EQ(moments({7}).mean, 7);
  EXPECT_EQ(moments({7}).variance, 0);
}

TEST(Welch, IsCertainWhenNothingVaries) {
  EXPECT_EQ(welch_p({2, 2}, {2, 2, 2}), 1);
  EXPECT_EQ(welch_p({2, 2}, {3, 3}), 0);
  EXPECT_LT(welch_p({2, 2, 2}, {3, 3.001, 2.999}), 0.001);
}

TEST(Welch, RefusesWhatHasNoVariance) {
  EXPECT_THROW(welch_p({1}, {1, 2}), std::invalid_argument);
  EXPECT_THROW(welch_p({1, 2}, {}), std::invalid_argument);
  EXPECT_THROW(welch_p({1, 2}, {1, std::nan("")}), std::invalid_argument);
  EXPECT_THROW(welch_p({1, HUGE_VAL}, {1, 2}), std::invalid_argument);
}

}  // namespace
}  // namespace sharebench::stats
