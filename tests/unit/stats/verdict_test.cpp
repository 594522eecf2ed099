// Verdicts: where intervals lie against the margin, when a run is decided, and in which words.
#include "harness/stats/verdict.h"
#include "tests/unit/stats/design.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace sharebench::stats {
namespace {

using testing::HasSubstr;
using testing::Not;

Estimate interval(double low, double high) {
  return {.value = (low + high) / 2, .low = low, .high = high, .n = 8};
}

/// `n` blocks around `middle`, alternating, no two distances alike.
std::vector<double> around(double middle, double spread, int n) {
  std::vector<double> d;
  for (int i = 0; i < n; ++i) d.push_back(middle + (i % 2 == 0 ? 1 : -1) * spread * (1 + 0.01 * i));
  return d;
}

TEST(Verdict, FindsWhereTheIntervalLies) {
  const double m = std::log1p(0.05);
  EXPECT_EQ(finding_of(interval(m + 0.001, 0.2), 0.05), Finding::kRegression);
  EXPECT_EQ(finding_of(interval(m, 0.2), 0.05), Finding::kUndecided);  // L > m, not >=
  EXPECT_EQ(finding_of(interval(-0.2, -m - 0.001), 0.05), Finding::kImprovement);
  EXPECT_EQ(finding_of(interval(-0.2, -m), 0.05), Finding::kUndecided);
  EXPECT_EQ(finding_of(interval(-m, m), 0.05), Finding::kEquivalent);
  EXPECT_EQ(finding_of(interval(-m, m + 0.001), 0.05), Finding::kUndecided);
  EXPECT_EQ(finding_of(interval(0.01, 0.02), 0.05), Finding::kEquivalent);
  EXPECT_EQ(finding_of(interval(-0.2, 0.2), 0.05), Finding::kUndecided);
}

TEST(Verdict, FindsNothingWithoutAnInterval) {
  const Estimate estimate{.value = 0.5, .low = {}, .high = {}, .n = 5};
  EXPECT_EQ(finding_of(estimate, 0.05), Finding::kUndecided);
  EXPECT_EQ(lean_of(estimate), Lean::kNone);
}

TEST(Verdict, RefusesAMarginThatIsNone) {
  for (const double margin : {0.0, -0.05, std::nan("")}) {
    EXPECT_THROW(finding_of(interval(0, 1), margin), std::invalid_argument) << margin;
  }
}

TEST(Verdict, LeansToTheSideThatTheIntervalLiesOn) {
  EXPECT_EQ(lean_of(interval(0.01, 0.2)), Lean::kSlower);
  EXPECT_EQ(lean_of(interval(-0.2, -0.01)), Lean::kFaster);
  EXPECT_EQ(lean_of(interval(0, 0.2)), Lean::kNone);
  EXPECT_EQ(lean_of(interval(-0.2, 0)), Lean::kNone);
}

TEST(Verdict, IsThatOfTheFirstLookThatDecides) {
  std::vector<double> d = around(0.3, 0.01, 8);
  const Verdict early = decide(d, design(), 0.05);
  EXPECT_EQ(early.finding, Finding::kRegression);
  EXPECT_EQ(early.ratio.n, 8);
  const std::vector<double> later = around(0, 0.5, 40);  // what comes after changes nothing
  d.insert(d.end(), later.begin(), later.end());
  const Verdict late = decide(d, design(), 0.05);
  EXPECT_EQ(late.finding, Finding::kRegression);
  EXPECT_EQ(late.ratio.n, 8);
  EXPECT_EQ(late.ratio.value, early.ratio.value);
}

TEST(Verdict, RestsOnTheLastLookWhileUndecided) {
  const Verdict verdict = decide(around(std::log(1.05), 0.2, 15), design(), 0.05);
  EXPECT_EQ(verdict.finding, Finding::kUndecided);
  EXPECT_EQ(verdict.ratio.n, 12);
  ASSERT_TRUE(verdict.ratio.low.has_value());
  EXPECT_EQ(verdict.margin, 0.05);
  EXPECT_EQ(verdict.level, 0.05);
}

TEST(Verdict, FindsEqualArmsEquivalentAndImprovementsImproved) {
  EXPECT_EQ(decide(around(0, 0.01, 8), design(), 0.05).finding, Finding::kEquivalent);
  EXPECT_EQ(decide(around(-0.3, 0.01, 8), design(), 0.05).finding, Finding::kImprovement);
  EXPECT_EQ(decide(around(0.03, 0.001, 8), design(), 0.05).lean, Lean::kSlower);
}

TEST(Verdict, HasAnEstimateAndNoIntervalBeforeTheFirstLook) {
  const Verdict verdict = decide(around(0.3, 0.01, 7), design(), 0.05);
  EXPECT_EQ(verdict.finding, Finding::kUndecided);
  EXPECT_EQ(verdict.ratio.n, 7);
  EXPECT_NEAR(verdict.ratio.value, std::exp(0.3), 0.02);
  EXPECT_FALSE(verdict.ratio.low.has_value());
  EXPECT_EQ(verdict.p, 0.5);
  EXPECT_EQ(decide({}, design(), 0.05).ratio.n, 0);
  EXPECT_EQ(decide({}, design(), 0.05).finding, Finding::kUndecided);
}

TEST(Verdict, IsUndecidedInAPlainRunBelowSixBlocks) {
  const SequentialDesign fixed({5}, 0.05);
  EXPECT_EQ(decide(around(0.5, 0.001, 5), fixed, 0.05).finding, Finding::kUndecided);
  EXPECT_EQ(decide(around(0.5, 0.001, 6), fixed, 0.05).finding, Finding::kRegression);
  EXPECT_EQ(decide({0.5}, fixed, 0.05).finding, Finding::kUndecided);
}

TEST(Verdict, IsEquivalentWhenEveryBlockIsExactlyEqual) {
  const Verdict verdict = decide(std::vector<double>(8, 0.0), design(), 0.05);
  EXPECT_EQ(verdict.finding, Finding::kEquivalent);
  EXPECT_EQ(verdict.ratio.value, 1);
  EXPECT_LE(verdict.p, 0.5);
}

TEST(Verdict, SaysWhatItRestsOn) {
  Verdict verdict = decide(around(std::log(1.2), 0.01, 8), design(), 0.05);
  verdict.workload = "small_files";
  verdict.baseline = "nfs3";
  verdict.candidate = "vboxsf";
  EXPECT_THAT(sentence(verdict),
              HasSubstr("REGRESSION: vboxsf against nfs3 on small_files is slower by more than the "
                        "margin (1.20x, 95 % interval 1.19x to 1.21x, n = 8 blocks, margin 5 %)"));
}

TEST(Verdict, SaysHowManyBlocksWouldDoWhileUndecided) {
  const Verdict undecided = decide(around(0.1, 0.15, 12), design(), 0.05);
  ASSERT_TRUE(undecided.projected_blocks.has_value());
  EXPECT_GT(*undecided.projected_blocks, 12);
  EXPECT_THAT(sentence(undecided), HasSubstr("blocks in all have even odds to tell"));
  EXPECT_THAT(sentence(undecided), HasSubstr("not yet told apart"));
  const Verdict early = decide(around(0.1, 0.15, 3), design(), 0.05);
  EXPECT_FALSE(early.projected_blocks.has_value());
  EXPECT_THAT(sentence(early), HasSubstr("no interval yet, n = 3 blocks"));
  EXPECT_THAT(sentence(early), Not(HasSubstr("even odds")));
  EXPECT_THAT(sentence(decide({}, design(), 0.05)), HasSubstr("no block has both"));
}

TEST(Verdict, SaysSlowerWithinTheMarginAndSlowerButNotClear) {
  EXPECT_THAT(sentence(decide(around(0.03, 0.001, 8), design(), 0.05)),
              HasSubstr("EQUIVALENT:  against  on  is slower, within the margin"));
  EXPECT_THAT(sentence(decide(around(0.06, 0.03, 16), design(), 0.05)),
              HasSubstr("slower, but not yet clear whether by more than the margin"));
}

}  // namespace
}  // namespace sharebench::stats
