// Variance components against analysis of variance, and the repetitions that follow from them.
#include "harness/stats/levels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "tests/unit/stats/reference_helper.h"

namespace sharebench::stats {
namespace {

/// One-way layout: the mean squares give T_2^2 = (MSB - MSW) / r and S_1^2 = MSW, so F tells both.
TEST(Levels, AgreeWithTheFOfScipy) {
  const nlohmann::json rows = reference("scipy_reference.json").at("nested");
  EXPECT_EQ(rows.size(), 3u);
  for (const nlohmann::json& row : rows) {
    const auto groups = row.at("rows").get<std::vector<std::vector<double>>>();
    const double r = static_cast<double>(groups.front().size());
    NestedSamples samples{{static_cast<int>(r), static_cast<int>(groups.size())}, {}};
    for (const auto& group : groups) {
      samples.values.insert(samples.values.end(), group.begin(), group.end());
    }
    const std::vector<Level> levels = variance_levels(samples, {1, 10});
    ASSERT_EQ(levels.size(), 2u);
    EXPECT_EQ(levels[0].t2, levels[0].s2);
    const double expected = std::max(0.0, (row.at("F").get<double>() - 1) / r);
    EXPECT_NEAR(levels[1].t2 / levels[0].s2, expected, 1e-9);
  }
}

/// Two boots of two mounts of two samples, by hand.
TEST(Levels, MatchThreeLevelsCountedByHand) {
  const NestedSamples samples{{2, 2, 2}, {0, 2, 4, 6, 20, 22, 24, 26}};
  const std::vector<Level> levels = variance_levels(samples, {1, 5, 100});
  ASSERT_EQ(levels.size(), 3u);
  EXPECT_DOUBLE_EQ(levels[0].s2, 2);    // of pairs 2 apart
  EXPECT_DOUBLE_EQ(levels[1].s2, 8);    // mount means 1, 5 and 21, 25
  EXPECT_DOUBLE_EQ(levels[1].t2, 7);    // 8 - 2/2
  EXPECT_DOUBLE_EQ(levels[2].s2, 200);  // boot means 3 and 23
  EXPECT_DOUBLE_EQ(levels[2].t2, 196);  // 200 - 8/2
  EXPECT_EQ(levels[0].repetitions, 2);  // sqrt(5 x 2/7) = 1.2
  EXPECT_EQ(levels[1].repetitions, 2);  // sqrt(20 x 7/196) = 0.85
  EXPECT_EQ(levels[2].repetitions, 0);
  EXPECT_EQ(level_to_redo(levels), 2u);
}

TEST(Levels, RepeatCheapNoisyLevelsMore) {
  const NestedSamples noisy{{2, 3}, {0, 10, 1, 11, 3, 13}};  // S_1^2 = 50, mount means 5, 6, 8
  std::vector<Level> levels = variance_levels(noisy, {1, 10});
  EXPECT_EQ(levels[1].t2, 0);  // 7/3 - 25 < 0
  EXPECT_TRUE(levels[1].negligible);
  EXPECT_EQ(levels[0].repetitions, 8);
  const NestedSamples both{{2, 3}, {0, 2, 10, 12, 20, 22}};  // S_1^2 = 2, T_2^2 = 99
  levels = variance_levels(both, {1, 800});
  EXPECT_EQ(levels[0].repetitions, 4);  // sqrt(800 x 2/99) = 4.02
  EXPECT_EQ(variance_levels(both, {1, 1e6})[0].repetitions, 8);
  EXPECT_EQ(variance_levels(both, {1, 1})[0].repetitions, 2);
}

TEST(Levels, FindTheHighestLevelThatVaries) {
  std::mt19937_64 random(4);
  std::normal_distribution<double> normal;
  const auto pilot = [&](double mount_sd, double boot_sd) {
    NestedSamples samples{{4, 6, 12}, {}};
    for (int boot = 0; boot < 12; ++boot) {
      const double boot_effect = boot_sd * normal(random);
      for (int mount = 0; mount < 6; ++mount) {
        const double mount_effect = mount_sd * normal(random);
        for (int i = 0; i < 4; ++i) {
          samples.values.push_back(boot_effect + mount_effect + 0.02 * normal(random));
        }
      }
    }
    return variance_levels(samples, {0.1, 2, 60});
  };
  const std::vector<Level> all = pilot(0.05, 0.1);
  EXPECT_NEAR(std::sqrt(all[0].t2), 0.02, 0.003);
  EXPECT_NEAR(std::sqrt(all[1].t2), 0.05, 0.012);
  EXPECT_NEAR(std::sqrt(all[2].t2), 0.1, 0.05);
  EXPECT_EQ(level_to_redo(all), 2u);
  EXPECT_EQ(level_to_redo(pilot(0, 0.1)), 2u);
}

TEST(Levels, ABlockRedoesTheMountAtLeast) {
  EXPECT_EQ(level_to_redo(variance_levels({{2, 2}, {0, 9, 1, 8}}, {1, 1})), 1u);
}

TEST(Levels, RefuseSizesThatDoNotFit) {
  EXPECT_THROW(variance_levels({{}, {}}, {}), std::invalid_argument);
  EXPECT_THROW(variance_levels({{2, 1}, {1, 2}}, {1, 1}), std::invalid_argument);
  EXPECT_THROW(variance_levels({{2, 2}, {1, 2, 3}}, {1, 1}), std::invalid_argument);
  EXPECT_THROW(variance_levels({{2, 2}, {1, 2, 3, 4}}, {1}), std::invalid_argument);
  EXPECT_THROW(variance_levels({{2, 2}, {1, 2, 3, 4}}, {1, 0}), std::invalid_argument);
  EXPECT_THROW(variance_levels({{2, 2}, {1, 2, 3, std::nan("")}}, {1, 1}), std::invalid_argument);
}

}  // namespace
}  // namespace sharebench::stats
