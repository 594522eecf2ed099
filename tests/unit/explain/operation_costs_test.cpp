// Costs of round trips are those that the operations were made of, and those that SciPy finds.
#include "harness/explain/operation_costs.h"

#include <gtest/gtest.h>

namespace sharebench::explain {
namespace {

const std::map<std::string, double> kTrue = {{"LOOKUP", 1.1e-3}, {"ACCESS", 0.9e-3},
                                             {"CREATE", 2.5e-3}, {"REMOVE", 1.7e-3},
                                             {"READ", 1.3e-3},   {"CLOSE", 0.4e-3}};

TimedCounts timed(const KindCounts& counts) {
  TimedCounts row{.counts = counts};
  for (const auto& [kind, count] : counts) row.seconds += count * kTrue.at(kind);
  return row;
}

TEST(FitCosts, FindsTheCostsThatTheTimesAreMadeOf) {
  const Costs costs = fit_costs(
      {timed({{"LOOKUP", 20}, {"ACCESS", 1}}), timed({{"ACCESS", 20}, {"LOOKUP", 1}}),
       timed({{"CREATE", 20}, {"ACCESS", 3}, {"CLOSE", 20}}), timed({{"LOOKUP", 5}, {"CLOSE", 20}}),
       timed({{"REMOVE", 20}, {"ACCESS", 1}}), timed({{"READ", 20}, {"LOOKUP", 20}})});
  for (const auto& [kind, seconds] : kTrue) {
    EXPECT_NEAR(costs.seconds.at(kind), seconds, 0.01 * seconds) << kind;
  }
}

/// Expected values: scipy.optimize.nnls (SciPy 1.10.1) on the same rows with sqrt(0.001) times the
/// unit matrix below them.
TEST(FitCosts, SolvesTheProblemAsSciPyDoes) {
  const Costs costs = fit_costs({{0.104, {{"LOOKUP", 20}, {"ACCESS", 2}}},
                                 {0.061, {{"CREATE", 10}, {"ACCESS", 10}, {"LOOKUP", 1}}},
                                 {0.047, {{"REMOVE", 20}, {"ACCESS", 1}}},
                                 {0.033, {{"READ", 8}, {"ACCESS", 1}}},
                                 {0.012, {{"READ in blocks", 8}, {"ACCESS", 1}, {"LOOKUP", 1}}},
                                 {0.099, {{"LOOKUP", 10}, {"WRITE", 10}, {"COMMIT", 10}}}});
  EXPECT_NEAR(costs.mean_s, 0.0029830575486167925, 1e-12);
  const std::map<std::string, double> scipy = {
      {"ACCESS", 0.0028186631035720133}, {"COMMIT", 0.002497764556460226},
      {"CREATE", 0.0027911577404936844}, {"LOOKUP", 0.004909815929368372},
      {"READ", 0.0037711601323832515},   {"READ in blocks", 0.0005345592184059248},
      {"REMOVE", 0.002209546886300832},  {"WRITE", 0.0024977645564602255}};
  ASSERT_EQ(costs.seconds.size(), scipy.size());
  for (const auto& [kind, seconds] : scipy) {
    EXPECT_NEAR(costs.seconds.at(kind), seconds, 1e-8) << kind;
  }
}

TEST(FitCosts, NothingCostsLessThanNothing) {
  // Reading in blocks takes less time than its lookups alone would.
  const Costs costs =
      fit_costs({{0.020, {{"LOOKUP", 10}}}, {0.010, {{"LOOKUP", 10}, {"READ", 10}}}});
  EXPECT_GE(costs.seconds.at("READ"), 0);
  EXPECT_LT(costs.seconds.at("READ"), 1e-4);
}

TEST(FitCosts, KindsThatAlwaysComeTogetherShareTheCost) {
  const Costs costs = fit_costs({{0.040, {{"WRITE", 10}, {"COMMIT", 10}}}});
  EXPECT_NEAR(costs.seconds.at("WRITE"), 0.002, 1e-5);
  EXPECT_NEAR(costs.seconds.at("COMMIT"), 0.002, 1e-5);
}

TEST(FitCosts, AKindThatNobodyMeasuredHasTheMean) {
  const Costs costs = fit_costs({{0.020, {{"LOOKUP", 10}}}, {0.040, {{"CREATE", 10}}}});
  EXPECT_DOUBLE_EQ(costs.of("SYMLINK"), costs.mean_s);
  EXPECT_GT(costs.mean_s, 0.002);
  EXPECT_LT(costs.mean_s, 0.004);
}

TEST(FitCosts, WithoutRoundTripsThereAreNone) {
  EXPECT_TRUE(fit_costs({}).seconds.empty());
  EXPECT_DOUBLE_EQ(fit_costs({{0.020, {}}}).of("LOOKUP"), 0);
}

}  // namespace
}  // namespace sharebench::explain
