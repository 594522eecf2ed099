// The running cost against its definition, while nights leave in any order.
#include "harness/stats/segment_cost.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace sharebench::stats {
namespace {

double by_definition(std::vector<double> z) {
  std::sort(z.begin(), z.end());
  const double middle = (z[(z.size() - 1) / 2] + z[z.size() / 2]) / 2;
  return std::accumulate(z.begin(), z.end(), 0.0, [&](double sum, double x) {
    return sum + std::min((x - middle) * (x - middle), 9.0);
  });
}

/// Removes all but one of `z` in the order of `leaving`, looking after each.
void expect_right_all_the_way(const std::vector<double>& z,
                              const std::vector<std::size_t>& leaving) {
  SegmentCost cost(z);
  std::vector<bool> gone(z.size(), false);
  for (std::size_t step = 0; step < z.size(); ++step) {
    std::vector<double> left;
    for (std::size_t i = 0; i < z.size(); ++i) {
      if (!gone[i]) left.push_back(z[i]);
    }
    ASSERT_EQ(cost.size(), left.size());
    ASSERT_NEAR(cost.cost(), by_definition(left), 1e-9) << "after " << step;
    cost.remove(leaving[step]);
    gone[leaving[step]] = true;
  }
  EXPECT_EQ(cost.size(), 0u);
}

TEST(SegmentCost, IsThatOfTheDefinitionWhateverLeaves) {
  std::mt19937 luck(3);
  for (int round = 0; round < 40; ++round) {
    std::student_t_distribution<double> heavy(1.5);
    std::vector<double> z(static_cast<std::size_t>(1 + round * 3));
    for (double& x : z) x = (round % 3 == 0 ? std::round(heavy(luck)) : heavy(luck)) + round % 5;
    std::vector<std::size_t> leaving(z.size());
    std::iota(leaving.begin(), leaving.end(), std::size_t{0});
    expect_right_all_the_way(z, leaving);
    std::reverse(leaving.begin(), leaving.end());
    expect_right_all_the_way(z, leaving);
    std::shuffle(leaving.begin(), leaving.end(), luck);
    expect_right_all_the_way(z, leaving);
  }
}

TEST(SegmentCost, BoundsAllWhenTwoLevelsAreFarApart) {
  expect_right_all_the_way({-50, -50, 50, 50}, {0, 3, 1, 2});
  EXPECT_DOUBLE_EQ(SegmentCost({-50, -50, 50, 50}).cost(), 36);
}

}  // namespace
}  // namespace sharebench::stats
