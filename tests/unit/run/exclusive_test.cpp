// Targets that cannot be up together, and the pilot that finds warm-ups.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>

#include "harness/run/run_plan.h"
#include "tests/unit/run/fake_target_helper.h"

namespace sharebench::run {
namespace {

/// Two targets, one share each, of which one is up at a time; both write one journal.
struct ExclusivePair {
  Journal journal{};
  Answer answer = healthy;
  Places places{[this](int target) {
    journal.push_back("up " + std::to_string(target));
    return std::make_unique<FakeTarget>(journal, answer);
  }};
};

Run exclusive_run(int blocks) {
  Run run = two_arm_run(blocks);
  run.mounts[1].target = 1;
  run.plan.baselines = {0, 0};
  run.plan.level = "boot";
  return run;
}

void measure_with(Run& run, Places& places) {
  const auto progress = sys::make_silent_progress();
  run_plan(run, places, *progress, {}, [](const sharebench::Run&) {});
}

TEST(Exclusive, EachTargetIsBroughtUpAfreshInEveryBlock) {
  ExclusivePair pair;
  sharebench::Run run = exclusive_run(4);
  measure_with(run, pair.places);
  EXPECT_EQ(count(pair.journal, "up 0"), 4);
  EXPECT_EQ(count(pair.journal, "up 1"), 4);
  EXPECT_EQ(count(pair.journal, "detach a"), 4);
  EXPECT_EQ(run.mounts[1].target, 1);
}

TEST(Exclusive, OneArmIsMeasuredWhollyBeforeTheOtherAndTheNextBlockTurnsItRound) {
  ExclusivePair pair;
  sharebench::Run run = exclusive_run(4);
  measure_with(run, pair.places);
  std::vector<int> first;
  for (const Block& block : run.blocks) {
    std::vector<int> arms;
    for (const Sample& sample : run.samples) {
      if (sample.block != block.index) continue;
      arms.push_back(run.plan.cells[static_cast<std::size_t>(sample.cell)].mount);
    }
    arms.erase(std::unique(arms.begin(), arms.end()), arms.end());
    EXPECT_EQ(arms.size(), 2u) << "no arm comes back";
    first.push_back(arms.front());
  }
  EXPECT_NE(first[0], first[1]);
  EXPECT_NE(first[2], first[3]);
}

TEST(Exclusive, BothArmsTakeTheSameNumberOfSamples) {
  ExclusivePair pair;
  sharebench::Run run = exclusive_run(2);
  measure_with(run, pair.places);
  EXPECT_EQ(count(pair.journal, "run small_files b"), 2 * (4 + 1));
  EXPECT_EQ(count(pair.journal, "run sequential_read b"), 2 * 4);
  EXPECT_EQ(count(pair.journal, "run sequential_read a"), 2 * (4 + 1)) << "and one of them paced";
}

TEST(Pilot, SetsTheWarmUpsAndItsSamplesCountNowhere) {
  Journal journal;
  std::map<std::string, int> since_mount;
  // The first two samples after a mount take half as long again.
  FakeTarget target(
      journal, [&](const std::string& op, const std::string& workload, const std::string& share) {
        if (op == "prepare") since_mount[share] = 0;
        if (op != "run") return healthy(op, workload, share);
        const double ms = since_mount[share]++ < 2 ? 150 : 100;
        return timed(ms, ms)(op, workload, share);
      });
  sharebench::Run run = two_arm_run(1);
  run.plan.pilot_blocks = 8;
  Places places({&target});
  measure_with(run, places);
  EXPECT_EQ(run.plan.warmups, 2);
  EXPECT_EQ(run.pilot.size(), 8u * 2 * 12) << "the cold workload has no warm-ups to find";
  EXPECT_EQ(run.blocks.size(), 1u);
  EXPECT_EQ(std::count_if(run.samples.begin(), run.samples.end(),
                          [](const Sample& sample) { return sample.warmup; }),
            2 * 2);
}

}  // namespace
}  // namespace sharebench::run
