// The sequential rule against published constants, reference vectors, and what it promises.
#include "harness/stats/sequential.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "harness/stats/signed_rank.h"
#include "tests/unit/stats/reference_helper.h"

namespace sharebench::stats {
namespace {

using nlohmann::json;

const Schedule kUpTo32 = {8, 12, 16, 24, 32};
const Schedule kUpTo64 = {8, 12, 16, 24, 32, 48, 64};

const SequentialDesign& default_design() {
  static const SequentialDesign design(default_schedule(), 0.05);
  return design;
}

/// Normal blocks around `middle`.
std::vector<double> blocks(std::mt19937_64& random, int n, double middle, double deviation) {
  std::normal_distribution<double> noise(middle, deviation);
  std::vector<double> d;
  for (int i = 0; i < n; ++i) d.push_back(noise(random));
  return d;
}

TEST(Sequential, NominalLevelsMatchTheVectors) {
  const json rows = reference("vectors.json").at("nominal_alpha05");
  for (const auto& [schedule, level] : rows.items()) {
    const auto looks = json::parse(schedule).get<Schedule>();
    EXPECT_NEAR(nominal_level(looks, 0.05), level.get<double>(), 1e-5) << schedule;
  }
  EXPECT_EQ(rows.size(), 3u);
}

TEST(Sequential, NominalLevelsMatchTheTableOfTheMethod) {
  EXPECT_NEAR(nominal_level(kUpTo32, 0.10), 0.034917, 1e-6);
  EXPECT_NEAR(nominal_level(kUpTo32, 0.01), 0.002887, 1e-6);
  EXPECT_NEAR(nominal_level(default_schedule(), 0.10), 0.029655, 1e-6);
  EXPECT_NEAR(nominal_level(default_schedule(), 0.05), 0.013738, 1e-6);
  EXPECT_NEAR(nominal_level(default_schedule(), 0.01), 0.002420, 1e-6);
  EXPECT_NEAR(nominal_level(kUpTo64, 0.10), 0.026229, 1e-6);
  EXPECT_NEAR(nominal_level(kUpTo64, 0.01), 0.002117, 1e-6);
}

/// Jennison and Turnbull, "Group Sequential Methods" (1999), table 2.1: Pocock's constants for
/// equally spaced looks.
TEST(Sequential, EquallySpacedLooksHavePococksConstants) {
  struct Row {
    int looks;
    double level, constant;
  };
  for (const Row& row : {Row{2, 0.05, 2.178},
                         {3, 0.05, 2.289},
                         {4, 0.05, 2.361},
                         {5, 0.05, 2.413},
                         {6, 0.05, 2.453},
                         {2, 0.10, 1.875},
                         {5, 0.10, 2.122},
                         {2, 0.01, 2.772},
                         {5, 0.01, 2.986}}) {
    Schedule schedule;
    for (int k = 1; k <= row.looks; ++k) schedule.push_back(10 * k);
    EXPECT_NEAR(SequentialDesign(schedule, row.level).z(), row.constant, 5.1e-4)
        << row.looks << " looks at " << row.level;
  }
}

TEST(Sequential, OverallLevelsMatchTheVectors) {
  const json rows = reference("vectors.json").at("overall_of_nominal_s48");
  for (const auto& [nominal, overall] : rows.items()) {
    const auto p = json::parse(nominal).get<double>();
    const auto expected = overall.get<double>();
    EXPECT_NEAR(overall_level(default_schedule(), p), expected, 1e-5 * expected) << nominal;
    EXPECT_NEAR(default_design().overall_of(p), expected, 1e-3 * expected) << nominal;
  }
  EXPECT_EQ(rows.size(), 13u);
}

TEST(Sequential, CriticalValuesPerLookMatchTheTableOfTheMethod) {
  const auto criticals = [](const Schedule& schedule) {
    const double level = nominal_level(schedule, 0.05);
    std::vector<int> c;
    for (const int n : schedule) c.push_back(signed_rank_critical(n, level));
    return c;
  };
  EXPECT_EQ(criticals(kUpTo32), (std::vector<int>{2, 10, 23, 67, 137}));
  EXPECT_EQ(criticals(default_schedule()), (std::vector<int>{1, 9, 22, 65, 134, 350}));
  EXPECT_EQ(criticals(kUpTo64), (std::vector<int>{1, 8, 21, 64, 132, 346, 668}));
}

TEST(Sequential, OverallOfRisesAndStaysBetweenNominalAndBonferroni) {
  double before = 0;
  for (double p = 1e-9; p < 1; p *= 1.7) {
    const double overall = default_design().overall_of(p);
    EXPECT_GT(overall, before) << p;
    EXPECT_GE(overall, p);
    EXPECT_LE(overall, 6 * p * (1 + 1e-9));
    before = overall;
  }
  EXPECT_EQ(default_design().overall_of(0), 0);
  EXPECT_EQ(default_design().overall_of(1), 1);
}

TEST(Sequential, ASingleLookIsAPlainRunOfFixedLength) {
  const SequentialDesign design({12}, 0.05);
  EXPECT_NEAR(design.nominal(), 0.05, 1e-12);
  EXPECT_EQ(design.overall_of(0.02), 0.02);
  const std::vector<double> d = {0.1, 0.2, -0.05, 0.3, 0.12, 0.25, 0.17};
  const std::vector<Look> looks = looks_at(d, design, 0);
  ASSERT_EQ(looks.size(), 1u);
  EXPECT_EQ(looks[0].n, 7);
  EXPECT_EQ(looks[0].estimate.low, hodges_lehmann(d).low);
  EXPECT_EQ(sequential_p(looks, design), signed_rank_test(d).p_greater);
  EXPECT_TRUE(looks_at({}, design, 0).empty());
}

TEST(Sequential, LooksOnlyWhereTheScheduleSays) {
  EXPECT_TRUE(looks_reached(7, default_design()).empty());
  EXPECT_EQ(looks_reached(8, default_design()), std::vector<int>{8});
  EXPECT_EQ(looks_reached(31, default_design()), (std::vector<int>{8, 12, 16, 24}));
  EXPECT_EQ(looks_reached(100, default_design()), default_schedule());
}

TEST(Sequential, ALookSeesItsBlocksAtTheNominalLevel) {
  std::mt19937_64 random(1);
  const std::vector<double> d = blocks(random, 12, 0.1, 0.05);
  const std::vector<double> first(d.begin(), d.begin() + 8);
  const Look look = look_at(d, 8, default_design(), std::log(1.05));
  const Estimate expected = hodges_lehmann(first, default_design().nominal());
  EXPECT_EQ(look.n, 8);
  EXPECT_EQ(look.estimate.value, expected.value);
  EXPECT_EQ(look.estimate.low, expected.low);
  EXPECT_EQ(look.estimate.high, expected.high);
  std::vector<double> shifted = first;
  for (double& x : shifted) x -= std::log(1.05);
  EXPECT_EQ(look.p_above, signed_rank_test(shifted).p_greater);
}

TEST(Sequential, PIsHalfWithoutALookAndFallsAsLooksAreAdded) {
  EXPECT_EQ(sequential_p(std::vector<Look>{}, default_design()), 0.5);
  std::mt19937_64 random(2);
  for (int run = 0; run < 50; ++run) {
    const std::vector<double> d = blocks(random, 48, 0.03, 0.1);
    double before = 0.5;
    for (const int n : default_schedule()) {
      const std::vector<double> seen(d.begin(), d.begin() + n);
      const double p = sequential_p(seen, default_design(), 0);
      EXPECT_EQ(p, sequential_p(looks_at(seen, default_design(), 0), default_design()));
      EXPECT_LE(p, before);
      before = p;
    }
  }
}

/// Of runs without any difference, those in which any look excludes 0: 5 % at most in the long run,
/// less by what exact levels of few blocks lose. Four standard errors above 5 % are 0.0638.
TEST(Sequential, LooksTogetherKeepTheOverallLevel) {
  std::mt19937_64 random(3);
  constexpr int kRuns = 4000;
  int claims = 0, small_p = 0;
  for (int run = 0; run < kRuns; ++run) {
    const std::vector<Look> looks = looks_at(blocks(random, 48, 0, 0.1), default_design(), 0);
    bool excluded = false;
    for (const Look& look : looks) {
      excluded = excluded || *look.estimate.low > 0 || *look.estimate.high < 0;
    }
    if (excluded) ++claims;
    if (sequential_p(looks, default_design()) <= 0.025) ++small_p;
  }
  EXPECT_LT(claims, 0.0638 * kRuns);
  EXPECT_GT(claims, 0.03 * kRuns);
  EXPECT_LT(small_p, 0.0349 * kRuns);  // one-sided: 2.5 % and four standard errors
  EXPECT_GT(small_p, 0.012 * kRuns);
}

TEST(Sequential, RefusesSchedulesAndLevelsThatCannotBe) {
  for (const Schedule& schedule : {Schedule{}, Schedule{0, 8}, Schedule{8, 8}, Schedule{12, 8}}) {
    EXPECT_THROW(SequentialDesign(schedule, 0.05), std::invalid_argument);
    EXPECT_THROW(overall_level(schedule, 0.01), std::invalid_argument);
  }
  for (const double level : {0.0, 1.0, -0.1, std::nan("")}) {
    EXPECT_THROW(SequentialDesign(default_schedule(), level), std::invalid_argument) << level;
  }
  EXPECT_THROW(overall_level(default_schedule(), std::nan("")), std::invalid_argument);
  EXPECT_THROW(look_at({0.1}, 2, default_design(), 0), std::invalid_argument);
  EXPECT_THROW(look_at({0.1}, 0, default_design(), 0), std::invalid_argument);
}

}  // namespace
}  // namespace sharebench::stats
