// Geometric means over workloads that share blocks.
#include "harness/stats/geomean.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace sharebench::stats {
namespace {

TEST(Geomean, IsTheMeanLogRatioOfEveryBlock) {
  const BlockGeomeans means = block_geomeans({{{0, 0.1}, {1, 0.2}}, {{0, 0.3}, {1, -0.4}}}, {});
  ASSERT_EQ(means.d.size(), 2u);
  EXPECT_NEAR(means.d[0], 0.2, 1e-15);
  EXPECT_NEAR(means.d[1], -0.1, 1e-15);
  EXPECT_NEAR(std::exp(means.d[0]), std::sqrt(std::exp(0.1) * std::exp(0.3)), 1e-15);
  EXPECT_EQ(means.blocks, (std::vector<int>{0, 1}));
  EXPECT_EQ(means.left_out, 0);
}

TEST(Geomean, WeighsWorkloads) {
  const BlockGeomeans means = block_geomeans({{{0, 0.1}}, {{0, 0.5}}}, {0.75, 0.25});
  EXPECT_NEAR(means.d.at(0), 0.2, 1e-15);
}

TEST(Geomean, LeavesOutBlocksThatLackAWorkload) {
  const BlockGeomeans means =
      block_geomeans({{{0, 0.1}, {2, 0.2}, {3, 0.3}}, {{0, 0.1}, {1, 9}, {3, 0.5}}}, {});
  EXPECT_EQ(means.blocks, (std::vector<int>{0, 3}));
  EXPECT_NEAR(means.d.at(1), 0.4, 1e-15);
  EXPECT_EQ(means.left_out, 2);
  EXPECT_TRUE(block_geomeans({{{0, 0.1}}, {}}, {}).d.empty());
}

TEST(Geomean, RefusesWeightsThatDoNotFit) {
  const std::vector<BlockLogRatios> two = {{{0, 0.1}}, {{0, 0.2}}};
  EXPECT_THROW(block_geomeans({}, {}), std::invalid_argument);
  EXPECT_THROW(block_geomeans(two, {1}), std::invalid_argument);
  EXPECT_THROW(block_geomeans(two, {0.5, 0.6}), std::invalid_argument);
  EXPECT_THROW(block_geomeans(two, {0.5, std::nan("")}), std::invalid_argument);
}

}  // namespace
}  // namespace sharebench::stats
