// Machines and arms that are not fit to be measured: which block is discarded, and when it ends.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "harness/run/run_plan.h"
#include "tests/unit/run/fake_target_helper.h"

namespace sharebench::run {
namespace {

using testing::HasSubstr;

/// Runs it to the end; the sentence of an EnvironmentError, or empty. Other errors pass.
std::string unfit_sentence(Run& run, FakeTarget& target) {
  Places places({&target});
  const auto progress = sys::make_silent_progress();
  try {
    run_plan(run, places, *progress, {}, [](const sharebench::Run&) {});
  } catch (const EnvironmentError& error) {
    return error.what();
  }
  return "";
}

/// A runner whose check fails for `share` ("" for any) at every `every`-th verification.
Answer failing(int every, const std::string& share) {
  return [every, share, checks = std::make_shared<int>(0)](
             const std::string& op, const std::string& workload, const std::string& where) {
    const bool asked = op == "verify" && (share.empty() || where == share);
    if (asked && ++*checks % every == 0) return std::string(R"({"ok":false,"error":"wrong"})");
    return healthy(op, workload, where);
  };
}

TEST(Fit, AGuestClockThatNeverAgreesIsNoMachineToMeasureOn) {
  Journal journal;
  FakeTarget target(journal);
  target.guest_seconds_per_host_second = 1.02;
  sharebench::Run run = two_arm_run(1);
  EXPECT_THAT(unfit_sentence(run, target), HasSubstr("4 blocks had to be discarded"));
  EXPECT_EQ(run.blocks.size(), 4u) << "once, and three times again";
}

TEST(Fit, AClockThatStepsOnceCostsOneBlock) {
  Journal journal;
  FakeTarget target(journal);
  target.steps_at_reading = 3;  // at the end of the second block
  sharebench::Run run = two_arm_run(3);
  EXPECT_EQ(unfit_sentence(run, target), "");
  ASSERT_EQ(run.blocks.size(), 4u);
  EXPECT_THAT(run.blocks[1].invalid, HasSubstr("a clock that stepped"));
  EXPECT_DOUBLE_EQ(run.blocks[1].clock_ratio, 1.1);
  EXPECT_TRUE(run.blocks[2].invalid.empty() && run.blocks[3].invalid.empty());
  EXPECT_TRUE(run.complete);
}

TEST(Fit, AClockThatStepsBackCostsABlockToo) {
  Journal journal;
  FakeTarget target(journal);
  target.guest_seconds_per_host_second = -1;
  sharebench::Run run = two_arm_run(1);
  EXPECT_THAT(unfit_sentence(run, target), HasSubstr("a clock that stepped"));
}

TEST(Fit, ThreeRepeatsAreForEachBlockAndNotForTheRun) {
  Journal journal;
  FakeTarget target(journal, failing(27, ""));  // 20 verifications a block
  sharebench::Run run = two_arm_run(9);
  EXPECT_EQ(unfit_sentence(run, target), "");
  const auto discarded = std::count_if(run.blocks.begin(), run.blocks.end(),
                                       [](const Block& b) { return !b.invalid.empty(); });
  EXPECT_GT(discarded, 3);
  EXPECT_EQ(std::ssize(run.blocks) - discarded, 9);
  EXPECT_TRUE(run.complete);
}

TEST(Fit, OneArmThatFailsMoreOftenThanTheOtherCannotBeJudged) {
  Journal journal;
  FakeTarget target(journal, failing(1, "b"));
  sharebench::Run run = two_arm_run(2);
  const std::string sentence = unfit_sentence(run, target);
  EXPECT_THAT(sentence, HasSubstr("one arm fails more often than the other"));
  // Four blocks of two workloads with four samples each.
  EXPECT_THAT(sentence, HasSubstr("32 of 32 samples of b are invalid and 0 of 40 of a"));
}

TEST(Fit, ArmsThatFailAlikeAreAFailedMeasurementAndNotAnUnfitArm) {
  Journal journal;
  FakeTarget target(journal, failing(1, ""));
  sharebench::Run run = two_arm_run(2);
  EXPECT_THROW(unfit_sentence(run, target), MeasureError);
}

}  // namespace
}  // namespace sharebench::run
