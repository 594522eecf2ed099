// Times that are sums of counts times costs are predicted, and what is more than that is left over.
#include "harness/explain/prediction.h"

#include <gtest/gtest.h>

#include <cmath>

#include "harness/core/error.h"
#include "tests/unit/explain/run_with_costs_helper.h"

namespace sharebench::explain {
namespace {

const std::map<std::string, double> kCosts = {{"LOOKUP", 1e-3},
                                              {"ACCESS", 1.2e-3},
                                              {"GETATTR", 0.8e-3},
                                              {"CREATE", 2e-3},
                                              {"REMOVE", 1.5e-3}};
const KindCounts kBuild = {{"LOOKUP", 300}, {"GETATTR", 200}, {"CREATE", 50}};

TEST(Explain, PredictsWhatItsOwnOperationsCost) {
  const sharebench::Run run = made_run({.costs_s = kCosts}, kBuild);
  ASSERT_TRUE(holds_costs(run));
  const Explanation found = explain(run, {});
  ASSERT_EQ(found.predictions.size(), 1u);
  const Prediction& build = found.predictions[0];
  EXPECT_EQ(build.workload, "build");
  EXPECT_NEAR(build.leftover.value, 0, 0.01);
  ASSERT_TRUE(build.leftover.low && build.leftover.high);
  EXPECT_NEAR(build.predicted_s.value, build.measured_s.value, 0.01 * build.measured_s.value);
  EXPECT_EQ(build.predicted_s.n, 8);
  EXPECT_EQ(build.parts.front().name, "LOOKUP");
  EXPECT_EQ(build.parts.front().count, 300);
  EXPECT_TRUE(found.notes.empty());
}

TEST(Explain, ACloseIsToldFromItsOpen) {
  sharebench::Run run = made_run({.costs_s = kCosts}, kBuild);
  const auto is_open = [&](const Sample& sample) {
    return run.plan.workloads.at(static_cast<std::size_t>(sample.cell)).params["op"] == "open";
  };
  for (Sample& sample : run.samples) {
    if (is_open(sample)) sample.counters["close_p50_ns"] = 2e6 + 1e4 * sample.block;
  }
  std::map<std::string, OperationCost> found;
  for (const OperationCost& row : explain(run, {}).operations) found[row.operation] = row;
  ASSERT_EQ(found.count("close after open"), 1u);
  EXPECT_EQ(found.count("close after create"), 0u);
  const OperationCost& close = found["close after open"];
  EXPECT_NEAR(close.seconds.value, 2.035e-3, 1e-6);  // blocks 0 to 7
  EXPECT_EQ(close.seconds.n, 8);
  EXPECT_FALSE(close.round_trips);
  EXPECT_TRUE(found["open"].round_trips);
}

TEST(Explain, WhatIsNotRoundTripsIsLeftOver) {
  const Explanation found = explain(made_run({.costs_s = kCosts, .unexplained = 0.25}, kBuild), {});
  EXPECT_NEAR(found.predictions.at(0).leftover.value, 0.25 / 1.25, 0.01);
  EXPECT_GT(found.predictions[0].leftover_s, 0);
}

TEST(Explain, TheWorkloadItselfTeachesNothing) {
  // Ten times slower than its round trips: a fit that saw it would come nearer.
  const Explanation slow = explain(made_run({.costs_s = kCosts, .unexplained = 9}, kBuild), {});
  const Explanation plain = explain(made_run({.costs_s = kCosts}, kBuild), {});
  EXPECT_DOUBLE_EQ(slow.predictions.at(0).predicted_s.value,
                   plain.predictions.at(0).predicted_s.value);
}

TEST(Explain, ProcessorTimeIsAPartOfItsOwn) {
  const Explanation found = explain(made_run({.costs_s = kCosts, .computing_s = 5}, kBuild), {});
  EXPECT_EQ(found.predictions.at(0).parts.front().name, "computing");
  EXPECT_DOUBLE_EQ(found.predictions[0].parts.front().seconds, 5);
}

TEST(Explain, AKindThatCostsNothingIsStillCounted) {
  std::map<std::string, double> costs = kCosts;
  costs["GETATTR"] = 0;
  const Explanation found = explain(made_run({.costs_s = costs}, kBuild), {});
  double count = 0;
  for (const PredictedPart& part : found.predictions.at(0).parts) count += part.count;
  EXPECT_EQ(count, 550);
}

TEST(Explain, AKindThatNoOperationAsksForIsNamed) {
  std::map<std::string, double> costs = kCosts;
  costs["SYMLINK"] = 1e-3;
  const Explanation found = explain(made_run({.costs_s = costs}, {{"SYMLINK", 10}}), {});
  ASSERT_EQ(found.notes.size(), 1u);
  EXPECT_NE(found.notes[0].find("SYMLINK"), std::string::npos);
  EXPECT_FALSE(found.predictions.at(0).parts.front().known);
}

TEST(Explain, SharesWithoutCountersNeedCountedCalls) {
  const sharebench::Run run = made_run({.costs_s = kCosts, .with_counters = false}, kBuild);
  EXPECT_TRUE(explain(run, {}).predictions.empty());
  CallsByWorkload calls;
  for (const auto& [op, counts] : operations()) calls["operation_costs:op=" + op] = counts;
  calls["build"] = kBuild;
  const Explanation found = explain(run, calls);
  ASSERT_EQ(found.predictions.size(), 1u);
  EXPECT_NEAR(found.predictions[0].leftover.value, 0, 0.01);
  EXPECT_NE(found.predictions[0].counted_by.find("strace"), std::string::npos);
}

TEST(Explain, OperationsHaveTheirTimesAndCounts) {
  const Explanation found = explain(made_run({.costs_s = kCosts}, kBuild), {});
  EXPECT_EQ(found.operations.size(), operations().size());
  for (const OperationCost& row : found.operations) {
    if (row.operation != "unlink") continue;
    EXPECT_NEAR(row.seconds.value, 2.5e-3 * 1.035, 1e-5);
    EXPECT_DOUBLE_EQ(row.round_trips.value_or(0), 2);
  }
  EXPECT_EQ(found.costs.size(), kCosts.size());
}

TEST(CarryOver, CountsHereTimesCostsThere) {
  const sharebench::Run lab = made_run({.costs_s = kCosts}, kBuild);
  std::map<std::string, double> faster = kCosts;
  for (auto& [kind, seconds] : faster) seconds /= 5;
  const sharebench::Run mac = made_run({.costs_s = faster, .with_counters = false}, kBuild);
  const Explanation found = carry_over(lab, mac, {});
  ASSERT_EQ(found.predictions.size(), 1u);
  const Prediction& build = found.predictions[0];
  EXPECT_TRUE(build.carried_over);
  EXPECT_NEAR(build.leftover.value, 0, 0.01) << "the counts of operations are taken from the lab";
  EXPECT_NE(build.counted_by.find("made-nfs3"), std::string::npos);
}

TEST(CarryOver, WhatWasNotMeasuredThereIsPredictedAllTheSame) {
  const sharebench::Run lab = made_run({.costs_s = kCosts}, kBuild);
  sharebench::Run mac = made_run({.costs_s = kCosts}, kBuild);
  mac.plan.workloads.back().label = "another";
  const Prediction build = carry_over(lab, mac, {}).predictions.at(0);
  EXPECT_EQ(build.measured_s.n, 0);
  EXPECT_GT(build.predicted_s.value, 0);
}

TEST(CarryOver, NeedsCostsAndTheSameShare) {
  const sharebench::Run lab = made_run({.costs_s = kCosts}, kBuild);
  sharebench::Run bare = lab;
  for (WorkloadSpec& workload : bare.plan.workloads) workload.name = "build";
  EXPECT_THROW(carry_over(lab, bare, {}), DataError);
  const sharebench::Run other = made_run({.costs_s = kCosts, .share = "vboxsf"}, kBuild);
  EXPECT_THROW(carry_over(lab, other, {}), DataError);
}

}  // namespace
}  // namespace sharebench::explain
