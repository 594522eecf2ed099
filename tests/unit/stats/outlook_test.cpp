// What it would take to decide.
#include "harness/stats/outlook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sharebench::stats {
namespace {

using testing::HasSubstr;

Report open_report(int blocks, std::optional<int> projected) {
  Report report;
  for (int i = 0; i < blocks; ++i) {
    report.run.blocks.push_back({.index = i, .wall_s = 30});
  }
  report.run.blocks.push_back({.index = blocks, .wall_s = 3000, .invalid = "the clock stepped"});
  Verdict open, decided;
  open.projected_blocks = projected;
  decided.finding = Finding::kEquivalent;
  report.family.verdicts = {open, decided};
  return report;
}

TEST(Outlook, NamesBlocksAndTheirTimeAtThePaceOfTheRun) {
  EXPECT_EQ(
      outlook(open_report(12, 40)),
      "1 of 2 comparisons is undecided; about 40 blocks in all have even odds of a verdict, 28 "
      "more, 14 m 00 s at the pace of this run: --max-blocks 40");
}

TEST(Outlook, SaysWhenItIsOutOfReach) {
  EXPECT_THAT(outlook(open_report(12, 5000)), HasSubstr("out of reach"));
  EXPECT_THAT(outlook(open_report(12, std::nullopt)), HasSubstr("near the margin"));
}

TEST(Outlook, AsksForMoreBlocksWhereThereIsNoInterval) {
  EXPECT_THAT(outlook(open_report(3, std::nullopt)), HasSubstr("3 blocks give no interval"));
}

TEST(Outlook, HasNothingToSayOfADecidedRun) {
  Report report = open_report(12, 40);
  report.family.verdicts[0].finding = Finding::kRegression;
  EXPECT_EQ(outlook(report), "");
}

}  // namespace
}  // namespace sharebench::stats
