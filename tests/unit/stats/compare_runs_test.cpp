// Two run files: what is compared, what is refused by name, and what it costs.
#include "harness/stats/compare_runs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "tests/unit/stats/run_builder_helper.h"

namespace sharebench::stats {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

/// A run of its own with two shares `a` and `b`, `a` taking `seconds` and `b` half of it.
Run run_of(const std::string& id, int blocks, double seconds, std::uint64_t seed) {
  sharebench::Run run = empty_run(2, blocks, {0});
  run.id = id;
  run.host = "mac";
  run.started = "2026-11-26T00:00:00Z " + id;
  run.plan.seed = seed;
  for (int block = 0; block < blocks; ++block) {
    const double noise = 1 + 0.004 * (block * 5 % 7) - 0.002 * (block % 2);
    add_sample(run, block, 0, seconds * noise);
    add_sample(run, block, 1, seconds / 2 * noise);
  }
  return run;
}

std::string refusal(const Run& a, const Run& b, const CompareOptions& options = {}) {
  try {
    compare_runs(a, b, options);
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

TEST(CompareRuns, BlocksOfOtherSeedsDoNotPairAndItSaysWhatThatCosts) {
  const RunComparison result = compare_runs(run_of("r1", 12, 0.1, 1), run_of("r2", 9, 0.13, 2), {});
  EXPECT_EQ(result.pairing, Pairing::kNone);
  ASSERT_EQ(result.report.family.verdicts.size(), 2u);
  const Verdict& verdict = result.report.family.verdicts[0];
  EXPECT_EQ(verdict.finding, Finding::kRegression);
  EXPECT_NEAR(verdict.ratio.value, 1.3, 0.01);
  EXPECT_EQ(verdict.ratio.n, 9);
  EXPECT_EQ(verdict.candidate, "a (candidate)");
  EXPECT_EQ(result.report.family.answer, Answer::kFail);
  EXPECT_THAT(result.cost, HasSubstr("the blocks of the two files do not pair"));
  EXPECT_THAT(result.cost, HasSubstr("sharebench regress"));
  EXPECT_EQ(result.report.summaries.size(), 4u);
}

TEST(CompareRuns, BlocksOfOneSeedPairByNumber) {
  const RunComparison result =
      compare_runs(run_of("r1", 12, 0.1, 7), run_of("r2", 12, 0.1005, 7), {});
  EXPECT_EQ(result.pairing, Pairing::kSameSeed);
  // The noise is that of the block's number, so that it cancels in a pair.
  const Estimate& ratio = result.report.family.verdicts[0].ratio;
  EXPECT_NEAR(*ratio.high - *ratio.low, 0, 1e-9);
  EXPECT_EQ(result.report.family.answer, Answer::kPass);
  EXPECT_THAT(result.cost, HasSubstr("did the same work in the same order"));
}

TEST(CompareRuns, ARunAgainstItselfIsEquivalent) {
  const sharebench::Run run = run_of("r1", 12, 0.1, 1);
  const RunComparison result = compare_runs(run, run, {});
  EXPECT_EQ(result.pairing, Pairing::kSameRun);
  EXPECT_EQ(result.report.family.answer, Answer::kPass);
  EXPECT_EQ(result.report.family.verdicts[0].finding, Finding::kEquivalent);
  EXPECT_THAT(result.cost, HasSubstr("blocks pair"));
}

TEST(CompareRuns, AReferenceTakesOutWhatChangedForItToo) {
  sharebench::Run slow =
      run_of("r2", 12, 0.2, 2);  // the machine is half as fast, `a` and `b` alike
  EXPECT_EQ(compare_runs(run_of("r1", 12, 0.1, 1), slow, {}).report.family.answer, Answer::kFail);
  const RunComparison result = compare_runs(run_of("r1", 12, 0.1, 1), slow, {.reference = "b"});
  ASSERT_EQ(result.report.family.verdicts.size(), 1u);
  EXPECT_NEAR(result.report.family.verdicts[0].ratio.value, 1, 1e-6);
  EXPECT_EQ(result.report.family.answer, Answer::kPass);
  EXPECT_THROW(compare_runs(run_of("r1", 12, 0.1, 1), slow, {.reference = "c"}), UsageError);
}

TEST(CompareRuns, FewBlocksGiveNoVerdict) {
  const RunComparison result = compare_runs(run_of("r1", 3, 0.1, 1), run_of("r2", 3, 0.3, 2), {});
  EXPECT_EQ(result.report.family.answer, Answer::kUndecided);
}

TEST(CompareRuns, DiscardedBlocksCountInNeither) {
  sharebench::Run base = run_of("r1", 12, 0.1, 7);
  base.blocks[4].invalid = "the clock stepped";
  for (Sample& sample : base.samples) {
    if (sample.block == 4) sample.elapsed_s = 100;
  }
  const RunComparison result = compare_runs(base, run_of("r2", 11, 0.1, 7), {});
  EXPECT_EQ(result.report.family.verdicts[0].ratio.n, 11);
  EXPECT_LT(*result.report.family.verdicts[0].ratio.high, 1.05);
}

TEST(CompareRuns, RefusesByName) {
  const sharebench::Run base = run_of("r1", 12, 0.1, 1);
  sharebench::Run other = run_of("r2", 12, 0.1, 2);

  sharebench::Run none = other;
  for (Block& block : none.blocks) block.invalid = "x";
  EXPECT_EQ(refusal(base, none), "r2 has no block that counts (12 were discarded)");
  none.blocks.clear();
  none.samples.clear();
  EXPECT_EQ(refusal(none, base), "r2 has no block that counts (0 were discarded)");

  sharebench::Run emulated = other;
  emulated.measured_on = "emulated";
  EXPECT_THAT(refusal(base, emulated),
              HasSubstr("r1 was measured on hardware and r2 in an emulated"));

  sharebench::Run elsewhere = other;
  elsewhere.host = "pc";
  EXPECT_THAT(refusal(base, elsewhere), HasSubstr("different machines (host mac and pc)"));
  EXPECT_EQ(refusal(base, elsewhere, {.other_host = true}), "");
  EXPECT_THAT(compare_runs(base, elsewhere, {.other_host = true}).report.warnings,
              Contains(HasSubstr("machine and candidate together")));

  sharebench::Run hidden = other;
  hidden.host_facts["cpu"] = "M1";
  sharebench::Run m4 = base;
  m4.host_facts["cpu"] = "M4";
  EXPECT_THAT(refusal(m4, hidden), HasSubstr("cpu M4 and M1"));

  sharebench::Run larger = other;
  larger.plan.workloads[0].params["count"] = "500";
  sharebench::Run smaller = base;
  smaller.plan.workloads[0].params["count"] = "100";
  EXPECT_EQ(refusal(smaller, larger), "w is not the same work in r1 and r2: count is 100 and 500");

  sharebench::Run another = other;
  another.plan.workloads[0].label = "v";
  EXPECT_EQ(refusal(base, another), "r1 and r2 have no workload in common (w and v)");

  sharebench::Run shares = other;
  shares.mounts[0].share.name = "c";
  shares.mounts[1].share.name = "d";
  EXPECT_EQ(refusal(base, shares), "r1 and r2 have no share in common (a, b and c, d)");
}

TEST(CompareRuns, WarnsOfWhatDiffersAndDoesNotForbid) {
  sharebench::Run other = run_of("r2", 12, 0.1, 2);
  other.plan.warmups = 5;
  other.tool_version = "9";
  other.complete = false;
  const auto warnings = compare_runs(run_of("r1", 12, 0.1, 1), other, {}).report.warnings;
  EXPECT_THAT(warnings, Contains(HasSubstr("warm-ups differ: 1 and 5")));
  EXPECT_THAT(warnings, Contains(HasSubstr("versions of sharebench differ:  and 9")));
  EXPECT_THAT(warnings, Contains(HasSubstr("r2 was stopped before its last block")));
}

TEST(CompareRuns, AClockThatSteppedInABlockThatCountsIsUnfit) {
  sharebench::Run other = run_of("r2", 12, 0.1, 2);
  other.blocks[3].clock_ratio = 1.2;
  const RunComparison result = compare_runs(run_of("r1", 12, 0.1, 1), other, {});
  EXPECT_EQ(result.report.family.answer, Answer::kUnfit);
  EXPECT_THAT(result.report.family.unfit,
              ElementsAre(HasSubstr("block 3 of r2 counts although the guest's clock ran 1.200")));
}

TEST(CompareRuns, OneFileWhoseSamplesFailMoreOftenIsUnfit) {
  sharebench::Run other = run_of("r2", 24, 0.1, 2);
  for (Sample& sample : other.samples) {
    if (sample.cell == 0 && sample.block % 2 == 0) sample.failure = "wrong";
  }
  const RunComparison result = compare_runs(run_of("r1", 24, 0.1, 1), other, {});
  EXPECT_EQ(result.report.family.answer, Answer::kUnfit);
  EXPECT_THAT(
      result.report.family.unfit,
      ElementsAre("12 of 24 samples of a (candidate) are invalid and 0 of 24 of a (baseline)"));
}

}  // namespace
}  // namespace sharebench::stats
