// What is kept of a run, against the report of the same run.
#include "harness/history/entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/stats/build_report.h"
#include "tests/unit/report/sample_run.h"

namespace sharebench::history {
namespace {

TEST(Entry, HasUnpacedTimeAndSerialRoundTripsOfEachShare) {
  const Report report = stats::build_report(sample_run::lab());
  const Entry entry = entry_of(report, "/out/a.run.json");
  EXPECT_EQ(entry.run, "20261124-183000-lab");
  EXPECT_EQ(entry.file, "/out/a.run.json");
  EXPECT_EQ(entry.blocks, 8);  // nine, of which one was discarded
  std::vector<std::string> figures;
  for (const Figure& figure : entry.figures) {
    EXPECT_EQ(figure.series.reference_share, "nfs3");
    EXPECT_EQ(figure.series.reference_target, "lab");
    EXPECT_EQ(figure.engine, "docker 20.10.24+dfsg1, kernel 6.1.0-28-amd64");
    EXPECT_EQ(figure.block_log_ratios.size(), 8u);
    figures.push_back(figure.series.workload.substr(0, 5) + " " + figure.series.share + " " +
                      figure.series.figure);
  }
  EXPECT_THAT(figures, testing::UnorderedElementsAre("small vboxsf time", "small disk time",
                                                     "seque vboxsf time", "seque disk time",
                                                     "small vboxsf serial_round_trips",
                                                     "seque vboxsf serial_round_trips"));
}

TEST(Entry, KeepsTheBlocksThatTheReportComparesWith) {
  const Report report = stats::build_report(sample_run::local());
  const Entry entry = entry_of(report, "");
  ASSERT_EQ(entry.figures.size(), report.comparisons.size());
  for (std::size_t i = 0; i < entry.figures.size(); ++i) {
    std::vector<double> d;
    for (const auto& [block, value] : report.comparisons[i].block_log_ratios) d.push_back(value);
    EXPECT_EQ(entry.figures[i].block_log_ratios, d);
  }
}

TEST(Entry, HasAKeyThatARunSharesWithItsResumedFileAndWithNoOther) {
  sharebench::Run run = sample_run::local();
  const std::string key = entry_of(stats::build_report(run), "").key;
  sharebench::Run stopped = run;
  stopped.complete = false;
  std::erase_if(stopped.samples, [](const Sample& sample) { return sample.block > 2; });
  EXPECT_EQ(entry_of(stats::build_report(stopped), "elsewhere").key, key);
  sharebench::Run other = run;
  other.host = "another";
  EXPECT_NE(entry_of(stats::build_report(other), "").key, key);
  run.samples.front().elapsed_s += 1e-9;  // begun in the same second on a host without a name
  EXPECT_NE(entry_of(stats::build_report(run), "").key, key);
}

TEST(Entry, NamesSharesOfTwoTargetsAsTheUserWould) {
  sharebench::Run run = sample_run::local();
  run.targets.push_back(run.targets.front());
  run.targets[1].id = "docker:new";
  run.mounts[0].share.name = "baseline";
  run.mounts[1].share.name = "candidate";
  run.mounts[1].share.type = "nfs3";
  run.mounts[1].share.options = {{"actimeo", "0"}, {"rsize", "65536"}};
  run.mounts[1].target = 1;
  run.mounts[2].share.name = "virtiofs (candidate)";
  const Entry entry = entry_of(stats::build_report(run), "");
  EXPECT_EQ(entry.figures.at(0).series.target, "docker:new");
  EXPECT_EQ(entry.figures.at(0).series.share, "nfs3:actimeo=0,rsize=65536");
  EXPECT_EQ(entry.figures.at(0).series.reference_target, "local");
  EXPECT_EQ(entry.figures.at(0).series.reference_share, "native");
  EXPECT_EQ(entry.figures.at(1).series.share, "virtiofs");
}

TEST(Entry, IsEmptyForARunWithoutSamples) {
  EXPECT_TRUE(entry_of(stats::build_report({}), "").figures.empty());
}

}  // namespace
}  // namespace sharebench::history
