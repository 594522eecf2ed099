// Figures of one cell.
#include "harness/stats/summary.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/stats/run_builder_helper.h"

namespace sharebench::stats {
namespace {

std::vector<Summary> summaries_of(const Run& run) {
  return summarize(run, SampleIndex(run));
}

TEST(Summary, IsTheGeometricMiddleOfTheBlocks) {
  sharebench::Run run = empty_run(1, 2, {0});
  for (double seconds : {1.0, 4.0}) add_sample(run, 0, 0, seconds);
  for (double seconds : {16.0, 16.0, 1000.0}) add_sample(run, 1, 0, seconds);
  const std::vector<Summary> all = summaries_of(run);
  ASSERT_EQ(all.size(), 1u);
  // Block medians ln 2 and ln 16; the middle Walsh average is their mean.
  EXPECT_NEAR(all[0].seconds.value, std::sqrt(2.0 * 16.0), 1e-12);
  EXPECT_EQ(all[0].seconds.n, 2);
  EXPECT_EQ(all[0].samples, 5);
}

TEST(Summary, CountsFailuresAndUsesNoneOfThem) {
  sharebench::Run run = empty_run(1, 1, {0});
  add_sample(run, 0, 0, 1);
  add_sample(run, 0, 0, 100).failure = "short read";
  add_sample(run, 0, 0, 100).verified = false;
  add_sample(run, 0, 0, 100).warmup = true;
  const Summary summary = summaries_of(run).at(0);
  EXPECT_EQ(summary.samples, 1);
  EXPECT_EQ(summary.failures, 2);
  EXPECT_NEAR(summary.seconds.value, 1, 1e-12);
}

TEST(Summary, OfACellWithFailuresOnlyHasNoTime) {
  sharebench::Run run = empty_run(1, 1, {0});
  add_sample(run, 0, 0, 1).failure = "short read";
  const Summary summary = summaries_of(run).at(0);
  EXPECT_EQ(summary.seconds.n, 0);
  EXPECT_EQ(summary.failures, 1);
}

TEST(Summary, CountsOutliersAndKeepsThem) {
  sharebench::Run run = empty_run(1, 1, {0});
  for (int i = 0; i < 20; ++i) add_sample(run, 0, 0, 1 + 0.001 * i);
  add_sample(run, 0, 0, 50);
  const Summary summary = summaries_of(run).at(0);
  EXPECT_EQ(summary.outliers, 1);
  EXPECT_EQ(summary.samples, 21);
}

TEST(Summary, HasRatesLatencyAndRoundTripsByKind) {
  sharebench::Run run = empty_run(1, 1, {0});
  for (int i = 0; i < 3; ++i) {
    Sample& sample = add_sample(run, 0, 0, 2);
    sample.ops = 100;
    sample.bytes = 4096;
    sample.latency = {100, 0.001 * (i + 1), 0.002, 0.003, 0.1 * (i + 1)};
    sample.counters = {
        {"round_trips", 150.0 + i}, {"round_trips.READ", 10}, {"round_trips.LOOKUP", 140.0 + i}};
  }
  const Summary summary = summaries_of(run).at(0);
  EXPECT_NEAR(summary.ops_per_s.value(), 50, 1e-9);
  EXPECT_NEAR(summary.bytes_per_s.value(), 2048, 1e-9);
  EXPECT_EQ(summary.latency_p50_s, 0.002);
  EXPECT_NEAR(summary.latency_max_s, 0.3, 1e-12);
  EXPECT_EQ(summary.round_trips.value(), 151);
  EXPECT_EQ(summary.round_trips_min.value(), 150);
  EXPECT_EQ(summary.round_trips_max.value(), 152);
  ASSERT_EQ(summary.round_trips_by_kind.size(), 2u);
  EXPECT_EQ(summary.round_trips_by_kind[0], (std::pair<std::string, double>{"LOOKUP", 141}));
}

TEST(Summary, LeavesTheCountingPassToItsOwnTable) {
  sharebench::Run run = empty_run(1, 1, {0});
  run.plan.full_size = run.plan.workloads;
  run.plan.full_size[0].label = "w:count=500";
  run.plan.cells.push_back({0, 0, 0, true});
  add_sample(run, 0, 0, 1);
  Sample& counted = add_sample(run, -1, 1, 9);
  counted.ops = 500;
  counted.counters = {{"round_trips", 3000}, {"round_trips.LOOKUP", 3000}};
  EXPECT_EQ(summaries_of(run).size(), 1u);
  const std::vector<FullSizeCount> counts = full_size_counts(run);
  ASSERT_EQ(counts.size(), 1u);
  EXPECT_EQ(counts[0].workload, "w:count=500");
  EXPECT_EQ(counts[0].round_trips, 3000);
  EXPECT_EQ(counts[0].ops, 500);
}

}  // namespace
}  // namespace sharebench::stats
