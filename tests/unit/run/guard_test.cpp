// NFS is measured only between two verdicts of the guard that say it is shut.
#include <gtest/gtest.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/core/run_rules.h"
#include "harness/run/run_plan.h"
#include "tests/unit/run/fake_target_helper.h"

namespace sharebench::run {
namespace {

GuardState state(GuardVerdict verdict) {
  return {.verdict = verdict,
          .exposures = {{.service = "nfsd",
                         .proto = "tcp",
                         .port = 2049,
                         .interface = "en0",
                         .family = "inet",
                         .from = "stranger",
                         .decision = verdict == GuardVerdict::kProtected ? "block" : "pass",
                         .rule = "the default"}},
          .evidence = {"a test"}};
}

/// Share `a` over NFS, `b` not.
sharebench::Run nfs_run(int blocks) {
  sharebench::Run run = two_arm_run(blocks);
  run.mounts[0].share.type = "nfs3";
  run.plan.guard_required = true;
  return run;
}

struct Outcome {
  std::string error{};
  int asked = 0;
};

/// `answers` in turn, the last one for ever.
Outcome measure(sharebench::Run& run, Journal& journal, const std::vector<GuardVerdict>& answers,
                bool allow_exposed = false) {
  Outcome outcome;
  FakeTarget target(journal);
  if (run.plan.guard_required) target.fstypes["a"] = "nfs";
  const auto progress = sys::make_silent_progress();
  Places places({&target});
  Limits limits{.sample_timeout_s = 1};
  limits.allow_exposed = allow_exposed;
  limits.judge = [&](targets::Target&) {
    const auto at = static_cast<std::size_t>(outcome.asked++);
    return state(answers[std::min(at, answers.size() - 1)]);
  };
  try {
    run_plan(run, places, *progress, limits, [](const sharebench::Run&) {});
  } catch (const EnvironmentError& error) {
    outcome.error = error.what();
  }
  return outcome;
}

using enum GuardVerdict;

TEST(RunGuard, EveryBlockHasAVerdictBeforeAndAfter) {
  Journal journal;
  sharebench::Run run = nfs_run(3);
  const Outcome outcome = measure(run, journal, {kProtected});
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.asked, 6);
  ASSERT_EQ(run.guard.size(), 1u) << "the same state is kept once";
  for (const Block& block : run.blocks) {
    EXPECT_EQ(block.guard_before, 0);
    EXPECT_EQ(block.guard_after, 0);
  }
  EXPECT_EQ(measured_exposed(run), "");
}

TEST(RunGuard, NothingIsMountedWhereNfsIsOpen) {
  for (const GuardVerdict verdict : {kExposed, kUnknown, kVmBlocked}) {
    Journal journal;
    sharebench::Run run = nfs_run(3);
    const Outcome outcome = measure(run, journal, {verdict});
    EXPECT_NE(outcome.error.find("NFS is not measured: before the block the guard says " +
                                 guard_verdict_name(verdict)),
              std::string::npos)
        << outcome.error;
    EXPECT_TRUE(journal.empty());
    EXPECT_TRUE(run.blocks.empty());
  }
}

TEST(RunGuard, ADoorThatOpensBetweenBlocksStopsTheRunAndNamesIt) {
  Journal journal;
  sharebench::Run run = nfs_run(3);
  const Outcome outcome = measure(run, journal, {kProtected, kProtected, kExposed});
  EXPECT_NE(outcome.error.find("nfsd tcp/2049 on en0 (inet) from stranger: pass, by the default"),
            std::string::npos)
      << outcome.error;
  EXPECT_EQ(run.blocks.size(), 1u);
  EXPECT_FALSE(run.complete);
}

TEST(RunGuard, ADoorThatOpensInsideABlockCostsTheBlock) {
  Journal journal;
  sharebench::Run run = nfs_run(3);
  const Outcome outcome = measure(run, journal, {kProtected, kExposed});
  EXPECT_NE(outcome.error.find("after the block"), std::string::npos) << outcome.error;
  EXPECT_TRUE(run.blocks.empty());
  EXPECT_EQ(count(journal, "detach a"), 1) << "nothing stays mounted";
}

TEST(RunGuard, AllowExposedMeasuresAndMarksTheRun) {
  Journal journal;
  sharebench::Run run = nfs_run(2);
  const Outcome outcome = measure(run, journal, {kProtected, kProtected, kExposed, kUnknown}, true);
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(run.blocks.size(), 2u);
  EXPECT_EQ(run.guard.size(), 3u);
  EXPECT_EQ(measured_exposed(run), "exposed");
  int told = 0;
  for (const Warning& warning : run.warnings) told += warning.code == WarningCode::kExposed;
  EXPECT_EQ(told, 2) << "once a verdict";
}

TEST(RunGuard, ThePilotAndTheCountingPassAreJudgedTooAndTheirStatesAreKept) {
  Journal journal;
  sharebench::Run run = nfs_run(1);
  run.plan.pilot_blocks = 1;
  run.plan.full_size = run.plan.workloads;
  run.plan.cells.push_back({.mount = 0, .workload = 0, .full_size = true});
  const Outcome outcome =
      measure(run, journal, {kExposed, kExposed, kUnknown, kUnknown, kProtected}, true);
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.asked, 6) << "counting pass, pilot, block";
  EXPECT_EQ(run.guard.size(), 3u);
  EXPECT_EQ(measured_exposed(run), "exposed");
  EXPECT_EQ(run.blocks.at(0).guard_before, 2);
}

TEST(RunGuard, TargetsThatTakeTurnsAreJudgedEachInItsTurn) {
  Journal journal;
  sharebench::Run run = nfs_run(1);
  run.targets.resize(2);
  run.mounts[1].share.type = "nfs4";
  run.mounts[1].target = 1;
  std::vector<int> judged;
  int up = -1;
  Places places([&](int target) -> std::unique_ptr<targets::Target> {
    up = target;
    auto made = std::make_unique<FakeTarget>(journal);
    made->fstypes = {{"a", "nfs"}, {"b", "nfs4"}};
    return made;
  });
  Limits limits{.sample_timeout_s = 1};
  limits.judge = [&](targets::Target&) {
    judged.push_back(up);
    return state(kProtected);
  };
  run_plan(run, places, *sys::make_silent_progress(), limits, [](const sharebench::Run&) {});
  ASSERT_EQ(judged.size(), 4u);
  EXPECT_EQ(judged[0], judged[1]);
  EXPECT_EQ(judged[2], judged[3]);
  EXPECT_NE(judged[0], judged[2]);
}

TEST(RunGuard, AFolderThatIsAnNfsMountIsWarnedOf) {
  Journal journal;
  FakeTarget target(journal);
  target.fstypes["a"] = "nfs";
  Places places({&target});
  sharebench::Run run = two_arm_run(1);
  run.mounts[0].share = {.name = "a", .type = "native", .host_dir = "/mnt/nfs"};
  run_plan(run, places, *sys::make_silent_progress(), {.sample_timeout_s = 1},
           [](const sharebench::Run&) {});
  const auto told = std::count_if(run.warnings.begin(), run.warnings.end(), [](const Warning& one) {
    return one.code == WarningCode::kNotGuarded;
  });
  EXPECT_EQ(told, 1);
}

TEST(RunGuard, ABlockWithoutAVerdictAmongOthersIsUnknown) {
  Journal journal;
  sharebench::Run run = nfs_run(2);
  measure(run, journal, {kProtected});
  run.blocks[0].guard_after = -1;
  EXPECT_EQ(measured_exposed(run), "unknown");
}

TEST(RunGuard, WithoutAJudgeNfsIsUnknownAndNotMeasured) {
  Journal journal;
  FakeTarget target(journal);
  Places places({&target});
  sharebench::Run run = nfs_run(1);
  EXPECT_THROW(run_plan(run, places, *sys::make_silent_progress(), {.sample_timeout_s = 1},
                        [](const sharebench::Run&) {}),
               EnvironmentError);
}

TEST(RunGuard, NobodyIsAskedWhereNoNfsIsMeasured) {
  Journal journal;
  sharebench::Run run = two_arm_run(1);
  const Outcome outcome = measure(run, journal, {kExposed});
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.asked, 0);
  EXPECT_EQ(run.blocks.at(0).guard_before, -1);
}

}  // namespace
}  // namespace sharebench::run
