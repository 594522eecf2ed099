// The sentences that come with the figures.
#include "harness/stats/build_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "tests/unit/stats/run_builder_helper.h"

namespace sharebench::stats {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Run local_run(int blocks, double ratio) {
  sharebench::Run run = empty_run(2, blocks, {0});
  for (int block = 0; block < blocks; ++block) {
    const double drift = 1 + 0.01 * block;
    add_sample(run, block, 0, 0.1 * drift);
    add_sample(run, block, 1, 0.1 * ratio * drift * (1 + 0.002 * (block % 4)));
  }
  return run;
}

TEST(BuildReport, AnswersWithIntervalAndBlocks) {
  const Report report = build_report(local_run(8, 1.8));
  EXPECT_THAT(report.answer, HasSubstr("b takes 1.81x the time of a for w"));
  EXPECT_THAT(report.answer,
              HasSubstr("(95 % interval 1.80x to 1.81x, n = 8 blocks), so it is slower"));
  EXPECT_THAT(report.banner, IsEmpty());
}

TEST(BuildReport, SaysWhenArmsCannotBeToldApart) {
  sharebench::Run run = local_run(8, 1);
  for (Sample& sample : run.samples) {
    if (sample.cell == 1 && sample.block % 2 == 0) sample.elapsed_s *= 0.98;
    if (sample.cell == 1 && sample.block % 2 == 1) sample.elapsed_s *= 1.02;
  }
  EXPECT_THAT(build_report(run).answer, HasSubstr("cannot be told apart"));
}

TEST(BuildReport, ClaimsNothingWithoutAnInterval) {
  const Report report = build_report(local_run(5, 1.8));
  EXPECT_THAT(report.answer, Not(HasSubstr("slower")));
  EXPECT_THAT(report.answer, HasSubstr("no interval: n < 6"));
  EXPECT_THAT(report.warnings, Contains(HasSubstr("too few for an interval")));
}

TEST(BuildReport, SaysNoSecondsOfAnEmulatedRunInItsAnswer) {
  sharebench::Run run = local_run(8, 1.8);
  run.measured_on = "emulated";
  for (Sample& sample : run.samples) sample.counters["round_trips"] = sample.cell == 0 ? 153 : 400;
  const Report report = build_report(run);
  EXPECT_THAT(report.answer, HasSubstr("a makes 153 round trips for w where b makes 400"));
  EXPECT_THAT(report.answer, Not(HasSubstr("slower")));
  EXPECT_THAT(report.banner, HasSubstr("What does not carry over: seconds"));
}

TEST(BuildReport, NamesTheAssumptionsOfPacedFigures) {
  sharebench::Run run = empty_run(2, 6, {0.002, 0.005});
  run.mounts[1].share.type = "vboxsf";
  EXPECT_THAT(build_report(run).banner, HasSubstr("that is an assumption"));
  EXPECT_THAT(build_report(run).banner, HasSubstr("stops the whole virtual CPU"));
}

TEST(BuildReport, WarnsOfShortSamplesWithAParameterThatMendsIt) {
  sharebench::Run run = local_run(8, 1.8);
  run.plan.workloads[0].params["count"] = "100";
  for (Sample& sample : run.samples) sample.elapsed_s /= 20;
  EXPECT_THAT(build_report(run).warnings, Contains(HasSubstr("w:count=2000")));
}

TEST(BuildReport, WarnsOfARunThatWasStopped) {
  sharebench::Run run = local_run(8, 1.8);
  run.complete = false;
  run.plan.blocks = 12;
  EXPECT_THAT(build_report(run).warnings, Contains(HasSubstr("stopped after 8 of 12 blocks")));
}

TEST(BuildReport, SurvivesARunWithoutSamples) {
  sharebench::Run run = local_run(8, 1.8);
  run.samples.clear();
  EXPECT_THAT(build_report(run).answer, HasSubstr("no answer"));
  EXPECT_THAT(build_report(sharebench::Run{}).answer, HasSubstr("no answer"));
}

TEST(BuildReport, RefusesARunThatNamesWhatItDoesNotHave) {
  sharebench::Run run = local_run(8, 1.8);
  run.samples[0].cell = 7;
  EXPECT_THROW(build_report(run), DataError);
}

}  // namespace
}  // namespace sharebench::stats
