// The loop over blocks: order of events, saving, discarding, stopping.
#include "harness/run/run_plan.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "harness/core/error.h"
#include "tests/unit/run/fake_target_helper.h"

namespace sharebench::run {
namespace {

struct PlanOutcome {
  Journal journal{};
  int saves = 0;
  std::string error{};
};

PlanOutcome measure_with(Run& run, FakeTarget& target, Journal& journal) {
  PlanOutcome outcome;
  const auto progress = sys::make_silent_progress();
  Places places({&target});
  try {
    run_plan(run, places, *progress, {.sample_timeout_s = 1}, [&](const Run&) { ++outcome.saves; });
  } catch (const Error& error) {
    outcome.error = error.what();
  }
  outcome.journal = journal;
  return outcome;
}

TEST(RunPlan, FillsEveryCellOfEveryBlockAndSavesAfterEach) {
  Journal journal;
  FakeTarget target(journal);
  sharebench::Run run = two_arm_run(3);
  const PlanOutcome outcome = measure_with(run, target, journal);
  EXPECT_EQ(outcome.error, "");
  EXPECT_TRUE(run.complete);
  EXPECT_EQ(run.blocks.size(), 3u);
  EXPECT_EQ(outcome.saves, 4);
  // Per block: 2 workloads x 2 arms x 4 samples, 2 paced, 2 warm-ups (none for the cold workload).
  EXPECT_EQ(run.samples.size(), 3u * (16 + 2 + 2));
  EXPECT_TRUE(std::all_of(run.samples.begin(), run.samples.end(),
                          [](const Sample& s) { return s.verified && s.cell >= 0; }));
}

TEST(RunPlan, MountsAfreshForEveryBlockAndLeavesNothing) {
  Journal journal;
  FakeTarget target(journal);
  sharebench::Run run = two_arm_run(3);
  measure_with(run, target, journal);
  for (const char* share : {"a", "b"}) {
    EXPECT_EQ(count(journal, std::string("attach ") + share), 3);
    EXPECT_EQ(count(journal, std::string("detach ") + share), 3);
    EXPECT_EQ(count(journal, std::string("stop ") + share), 3);
  }
}

TEST(RunPlan, EmptiesTheCachesBeforeEverySampleOfAColdWorkloadOnly) {
  Journal journal;
  FakeTarget target(journal);
  sharebench::Run run = two_arm_run(1);
  measure_with(run, target, journal);
  EXPECT_EQ(count(journal, "drop a"), 5);  // four unpaced, one paced
  EXPECT_EQ(count(journal, "drop b"), 4);
  EXPECT_EQ(run.cold_method.at("sequential_read on a"), "dropped, proved by counters");
  EXPECT_EQ(run.cold_method.count("small_files on a"), 0u);
}

TEST(RunPlan, InterleavesTheArmsAndPacesWithoutARemount) {
  Journal journal;
  FakeTarget target(journal);
  sharebench::Run run = two_arm_run(1);
  measure_with(run, target, journal);
  std::vector<int> arms;
  for (const Sample& sample : run.samples) {
    const Cell& cell = run.plan.cells[static_cast<std::size_t>(sample.cell)];
    if (cell.workload == 0 && cell.pace_s == 0 && !sample.warmup) arms.push_back(cell.mount);
  }
  const int x = arms.at(0), y = 1 - x;
  EXPECT_EQ(arms, (std::vector<int>{x, y, y, x, y, x, x, y}));
  EXPECT_EQ(count(journal, "pace 0.001"), 2);
  EXPECT_EQ(count(journal, "attach a"), 1);
}

TEST(RunPlan, CountsAreDifferencesBetweenTwoReadings) {
  Journal journal;
  FakeTarget target(journal);
  sharebench::Run run = two_arm_run(1);
  measure_with(run, target, journal);
  EXPECT_EQ(run.samples.front().counters.at("round_trips"), 10);
  EXPECT_EQ(run.samples.front().counters.at("round_trips.READ"), 5);
}

TEST(RunPlan, AColdReadThatAsksNothingIsNoSample) {
  Journal journal;
  FakeTarget target(journal);
  target.trips_a_reading = 0;
  sharebench::Run run = two_arm_run(1);
  const PlanOutcome outcome = measure_with(run, target, journal);
  EXPECT_NE(outcome.error.find("4 blocks had to be discarded"), std::string::npos) << outcome.error;
  EXPECT_NE(outcome.error.find("asked the other side nothing"), std::string::npos);
}

TEST(RunPlan, AWrongByteDiscardsTheBlockAndItIsRepeated) {
  Journal journal;
  int checks = 0;
  FakeTarget target(
      journal, [&](const std::string& op, const std::string& workload, const std::string& share) {
        if (op == "verify" && ++checks == 3)
          return std::string(R"({"ok":false,"error":"f7 is wrong"})");
        return healthy(op, workload, share);
      });
  sharebench::Run run = two_arm_run(2);
  const PlanOutcome outcome = measure_with(run, target, journal);
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(run.blocks.size(), 3u);
  EXPECT_NE(run.blocks[0].invalid.find("f7 is wrong"), std::string::npos);
  EXPECT_TRUE(run.blocks[1].invalid.empty() && run.blocks[2].invalid.empty());
  EXPECT_EQ(run.warnings.at(0).code, WarningCode::kBlockInvalid);
  EXPECT_TRUE(run.complete);
}

TEST(RunPlan, AKilledRunnerEndsTheRunWithTheFinishedBlocksSaved) {
  Journal journal;
  int runs = 0;
  FakeTarget target(
      journal, [&](const std::string& op, const std::string& workload, const std::string& share) {
        if (op == "run" && ++runs == 25) return std::string();
        return healthy(op, workload, share);
      });
  sharebench::Run run = two_arm_run(3);
  const PlanOutcome outcome = measure_with(run, target, journal);
  EXPECT_NE(outcome.error.find("the runner ended in the middle of 'run' (status 137): Killed"),
            std::string::npos)
      << outcome.error;
  EXPECT_EQ(run.blocks.size(), 1u);
  EXPECT_FALSE(run.complete);
  EXPECT_EQ(outcome.saves, 2);
  EXPECT_EQ(count(journal, "attach a"), count(journal, "detach a"));
  EXPECT_TRUE(std::all_of(run.samples.begin(), run.samples.end(),
                          [](const Sample& s) { return s.block == 0; }));
}

TEST(RunPlan, ASampleThatPassesItsDeadlineIsAFailureAndTheBlockIsRepeatedWithFreshRunners) {
  Journal journal;
  int runs = 0;
  FakeTarget target(
      journal, [&](const std::string& op, const std::string& workload, const std::string& share) {
        if (op == "run" && ++runs == 5) return std::string("late");
        return healthy(op, workload, share);
      });
  sharebench::Run run = two_arm_run(1);
  const PlanOutcome outcome = measure_with(run, target, journal);
  EXPECT_EQ(outcome.error, "");
  ASSERT_EQ(run.blocks.size(), 2u);
  EXPECT_EQ(run.samples.at(4).failure, "no answer to 'run' within 1.00 s; the runner was killed")
      << run.samples.at(4).failure;
  EXPECT_NE(run.blocks[0].invalid.find("no answer to 'run'"), std::string::npos);
  EXPECT_EQ(run.samples.at(5).block, 1) << "nothing more is asked in a block whose runner is gone";
  EXPECT_EQ(count(journal, "attach a"), 2);
  EXPECT_EQ(count(journal, "detach a"), 2);
  EXPECT_TRUE(run.complete);
}

TEST(RunPlan, AWrongMountStopsTheRunBeforeTheFirstSample) {
  Journal journal;
  FakeTarget target(journal);
  target.fstype = "overlay";
  sharebench::Run run = two_arm_run(2);
  const PlanOutcome outcome = measure_with(run, target, journal);
  EXPECT_NE(outcome.error.find("asked for a, but the container's mount table says fstype overlay"),
            std::string::npos)
      << outcome.error;
  EXPECT_TRUE(run.samples.empty());
  EXPECT_EQ(count(journal, "detach a"), 1);
}

TEST(RunPlan, AGuestClockThatRunsWrongMakesTheBlockInvalid) {
  Journal journal;
  FakeTarget target(journal);
  target.guest_seconds_per_host_second = 0.9;
  sharebench::Run run = two_arm_run(1);
  const PlanOutcome outcome = measure_with(run, target, journal);
  EXPECT_NE(outcome.error.find("or a clock that stepped"), std::string::npos) << outcome.error;
}

TEST(RunPlan, AClockThatCouldNotBeReadBetterIsNotCalledWrong) {
  Journal journal;
  FakeTarget target(journal);
  target.guest_seconds_per_host_second = 0.9;  // 10 s of 100 apart
  target.reading_error_s = 6;
  sharebench::Run run = two_arm_run(1);
  EXPECT_EQ(measure_with(run, target, journal).error, "");
  target.reading_error_s = 4;
  sharebench::Run other = two_arm_run(1);
  EXPECT_NE(measure_with(other, target, journal).error, "");
}

TEST(RunPlan, GoesOnWhereAnEarlierSessionStopped) {
  Journal journal;
  FakeTarget target(journal);
  sharebench::Run run = two_arm_run(2);
  measure_with(run, target, journal);
  run.plan.blocks = 3;
  run.complete = false;
  measure_with(run, target, journal);
  EXPECT_EQ(run.blocks.size(), 3u);
  EXPECT_EQ(run.blocks.back().index, 2);
  EXPECT_EQ(count(journal, "attach a"), 3);
}

TEST(RunPlan, TheCountingPassComesFirstAndOnce) {
  Journal journal;
  FakeTarget target(journal);
  sharebench::Run run = two_arm_run(2);
  run.plan.full_size = run.plan.workloads;
  for (int w = 0; w < 2; ++w) {
    for (int m = 0; m < 2; ++m)
      run.plan.cells.push_back({.mount = m, .workload = w, .full_size = true});
  }
  measure_with(run, target, journal);
  EXPECT_EQ(run.samples.front().block, -1);
  EXPECT_EQ(std::count_if(run.samples.begin(), run.samples.end(),
                          [](const Sample& s) { return s.block < 0; }),
            4);
}

TEST(RunPlan, StopsAtTheFirstLookThatDecidesEverything) {
  Journal journal;
  FakeTarget target(journal, timed(100, 130));
  sharebench::Run run = two_arm_run(48);
  run.plan.looks = {8, 12, 16, 24, 32, 48};
  EXPECT_EQ(measure_with(run, target, journal).error, "");
  EXPECT_EQ(run.blocks.size(), 8u);
  EXPECT_TRUE(run.complete);
}

TEST(RunPlan, GoesOnToTheLastLookWhileAnythingIsUndecided) {
  Journal journal;
  // b is 5 % slower in the middle, which is the margin itself, and every other block is far off it.
  FakeTarget target(
      journal, [&](const std::string& op, const std::string& workload, const std::string& share) {
        const double b = 105 * (count(journal, "attach b") % 2 == 0 ? 1.1 : 0.9);
        return timed(100, b)(op, workload, share);
      });
  sharebench::Run run = two_arm_run(12);
  run.plan.looks = {8, 10, 12};
  EXPECT_EQ(measure_with(run, target, journal).error, "");
  EXPECT_EQ(run.blocks.size(), 12u);
  EXPECT_TRUE(run.complete);
}

TEST(RunPlan, BeginsNoBlockThatWouldEndAfterTheBudget) {
  Journal journal;
  FakeTarget target(journal);
  sharebench::Run run = two_arm_run(5);
  const auto progress = sys::make_silent_progress();
  Places places({&target});
  run_plan(run, places, *progress, {.time_budget_s = 0}, [](const sharebench::Run&) {});
  EXPECT_EQ(run.blocks.size(), 1u);
  EXPECT_FALSE(run.complete);
}

/// 20 ms a run of `small_files`, 60 ms one of the cold workload; what follows adds to what was.
Answer short_samples(std::map<std::string, int>& runs) {
  return [&runs](const std::string& op, const std::string& workload, const std::string& share) {
    if (op != "run" && op != "again") return healthy(op, workload, share);
    int& n = runs[share + workload];
    n = op == "run" ? 1 : n + 1;
    const int each_ms = workload == "small_files" ? 20 : 60;
    return fmt::format(
        R"({{"benchmarks":[{{"elapsed_ns":{},"ops":{},"bytes":{},"latency_count":{},)"
        R"("latency_p50_ns":1,"latency_p90_ns":2,"latency_p99_ns":3,)"
        R"("latency_max_ns":4}}]}})",
        each_ms * 1000000 * n, 25 * n, 100 * n, 25 * n);
  };
}

TEST(SampleSizes, AreChosenByTheFirstBlockWhichIsNotKept) {
  Journal journal;
  std::map<std::string, int> runs;
  FakeTarget target(journal, short_samples(runs));
  sharebench::Run run = two_arm_run(2);
  run.plan.most_repeats = 64;
  const PlanOutcome outcome = measure_with(run, target, journal);
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(run.plan.repeats, (std::vector<int>{4, 1})) << "80 ms and 60 ms";
  ASSERT_EQ(run.blocks.size(), 2u);
  EXPECT_EQ(run.samples.size(), 2u * (16 + 2 + 2)) << "as many as without";
  EXPECT_EQ(count(journal, "attach a"), 3);
  for (const sharebench::Sample& sample : run.samples) {
    const Cell& cell = run.plan.cells[static_cast<std::size_t>(sample.cell)];
    EXPECT_DOUBLE_EQ(sample.elapsed_s, cell.workload == 0 ? 0.020 : 0.060) << "a mean";
    EXPECT_EQ(sample.ops, 25u);
    EXPECT_EQ(sample.latency.count, cell.workload == 0 && cell.pace_s == 0 ? 100u : 25u);
    EXPECT_DOUBLE_EQ(sample.counters.at("round_trips"), 10) << "of a run, without its check";
  }
  // Per block and arm one warm-up and four samples of four runs, each of them verified.
  EXPECT_EQ(count(journal, "again small_files b"), 2 * 5 * 3);
  EXPECT_EQ(count(journal, "again sequential_read b"), 0);
}

TEST(SampleSizes, StayWhatTheyWereWhenARunIsTakenUp) {
  Journal journal;
  std::map<std::string, int> runs;
  FakeTarget target(journal, short_samples(runs));
  sharebench::Run run = two_arm_run(1);
  run.plan.most_repeats = 64;
  run.plan.repeats = {2, 2};
  measure_with(run, target, journal);
  EXPECT_EQ(run.plan.repeats, (std::vector<int>{2, 2}));
  EXPECT_EQ(count(journal, "attach a"), 1) << "no block to choose by";
  EXPECT_EQ(count(journal, "drop b"), 8) << "before every run of a cold workload";
}

TEST(SampleSizes, AreLeftAloneWhereTheFirstBlockIsLongEnough) {
  Journal journal;
  FakeTarget target(journal, timed(70, 80));
  sharebench::Run run = two_arm_run(2);
  run.plan.most_repeats = 64;
  measure_with(run, target, journal);
  EXPECT_EQ(run.plan.repeats, (std::vector<int>{1, 1}));
  EXPECT_EQ(count(journal, "attach a"), 2);
}

}  // namespace
}  // namespace sharebench::run
