// Outliers: found on the log scale, counted, never dropped.
#include "harness/stats/outliers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace sharebench::stats {
namespace {

TEST(Outliers, CountsWhatIsFarFromTheMedianOnTheLogScale) {
  const Outliers outliers = find_outliers({1.00, 1.01, 0.99, 1.02, 0.98, 1.01, 0.99, 3.0});
  EXPECT_EQ(outliers.samples, 8);
  EXPECT_EQ(outliers.count, 1);
  EXPECT_NEAR(outliers.largest_ratio, 3.0 / std::sqrt(1.00 * 1.01), 1e-12);
  EXPECT_NEAR(outliers.time_share, 3.0 / 10.0, 1e-12);
}

/// Median e^0, MAD 1 in log: the bound lies at e^7.413, 5 times 1.4826.
TEST(Outliers, DrawsTheLineAtFiveRobustDeviations) {
  const auto with = [](double log_time) {
    std::vector<double> seconds;
    for (const double x : {-2.0, -1.0, -1.0, 0.0, 0.0, 1.0, 1.0, 2.0, log_time}) {
      seconds.push_back(std::exp(x));
    }
    return find_outliers(seconds).count;
  };
  EXPECT_EQ(with(7.40), 0);
  EXPECT_EQ(with(7.42), 1);
  EXPECT_EQ(with(-7.40), 0);
  EXPECT_EQ(with(-7.42), 1);
}

TEST(Outliers, FindsNoneWhereMostTimesAreEqual) {
  const Outliers outliers = find_outliers({1, 1, 1, 1, 50});
  EXPECT_EQ(outliers.count, 0);
  EXPECT_EQ(outliers.time_share, 0);
  EXPECT_NEAR(outliers.largest_ratio, 50, 1e-12);
  EXPECT_EQ(find_outliers({0.25}).largest_ratio, 1);
  EXPECT_EQ(find_outliers({}).samples, 0);
}

TEST(Outliers, RefusesTimesThatCannotBe) {
  for (const double x : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
    EXPECT_THROW(find_outliers({1, x, 2}), std::invalid_argument) << x;
  }
}

}  // namespace
}  // namespace sharebench::stats
