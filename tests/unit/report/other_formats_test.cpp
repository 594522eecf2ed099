// The formats of other tools where a run is not as it should be, and where names are odd.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/report/benchstat.h"
#include "harness/report/cell_samples.h"
#include "harness/report/hyperfine.h"
#include "harness/report/junit.h"
#include "harness/report/openmetrics.h"
#include "harness/stats/build_report.h"
#include "tests/unit/report/sample_run.h"

namespace sharebench::report {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The local run without the samples of `cell`, which failed.
sharebench::Run failed_cell(int cell) {
  sharebench::Run run = sample_run::local();
  for (Sample& sample : run.samples) {
    if (sample.cell == cell) sample.failure = "no <space> left & gone\x01";
  }
  return run;
}

TEST(Junit, IsARegressionWhereTheFamilyFails) {
  const std::string text = render_junit(stats::build_report(sample_run::lab()));
  EXPECT_THAT(text, HasSubstr("<failure type=\"regression\" message=\"REGRESSION: "));
  EXPECT_THAT(text, HasSubstr("name=\"vboxsf on lab\""));
  EXPECT_THAT(text, HasSubstr("What does not carry over: seconds"));  // the banner
}

TEST(Junit, IsAnErrorWhereNothingCouldBeMeasured) {
  const std::string text = render_junit(stats::build_report(failed_cell(1)));
  EXPECT_THAT(text, HasSubstr("<error type=\"measurement\" message=\"no sample counts\">no "
                              "&lt;space&gt; left &amp; gone \n</error>"));
}

TEST(Junit, IsAnErrorWhereTheEnvironmentIsUnfit) {
  // Every third sample of one share fails and none of the other: what is left cannot be compared.
  sharebench::Run run = sample_run::local();
  int count = 0;
  for (Sample& sample : run.samples) {
    const int mount = run.plan.cells[static_cast<std::size_t>(sample.cell)].mount;
    if (mount == 1 && !sample.warmup && ++count % 3 == 0) sample.failure = "gone";
  }
  const Report report = stats::build_report(run);
  ASSERT_EQ(report.family.answer, Answer::kUnfit);
  const std::string text = render_junit(report);
  EXPECT_THAT(text, HasSubstr("<testsuite name=\"environment\" tests=\"1\" failures=\"0\" "
                              "errors=\"1\""));
  EXPECT_THAT(text, HasSubstr("samples of fuse are invalid"));
}

TEST(Junit, OfARunWithoutAnythingIsStillADocument) {
  const std::string text = render_junit(stats::build_report({}));
  EXPECT_THAT(text, HasSubstr("tests=\"0\""));
  EXPECT_THAT(text, testing::EndsWith("</testsuites>\n"));
}

TEST(Openmetrics, EscapesLabelsAndEndsAsItMust) {
  sharebench::Run run = sample_run::local();
  run.id = "a\"b\\c\nd";
  const std::string text = render_openmetrics(stats::build_report(run));
  EXPECT_THAT(text, HasSubstr(R"(run="a\"b\\c\nd")"));
  EXPECT_THAT(text, testing::EndsWith("\n# EOF\n"));
  EXPECT_THAT(render_openmetrics(stats::build_report({})), testing::EndsWith("\n# EOF\n"));
}

TEST(Openmetrics, HasNoBoundsBelowSixBlocks) {
  sharebench::Run run = sample_run::local();
  std::erase_if(run.samples, [](const Sample& sample) { return sample.block >= 5; });
  const std::string text = render_openmetrics(stats::build_report(run));
  EXPECT_THAT(text, HasSubstr("bound=\"estimate\""));
  EXPECT_THAT(text, Not(HasSubstr("bound=\"lower\"")));
}

TEST(Benchstat, KeepsNamesInOneWord) {
  sharebench::Run run = sample_run::local();
  run.plan.workloads[0].label = "small_files:dir=/a b,size=4KiB";
  run.mounts[1].share.name = "my nfs/3-2";
  const std::string text = render_benchstat(stats::build_report(run));
  EXPECT_THAT(text, HasSubstr("BenchmarkSmallFiles/dir=_a_b/size=4KiB/target=my_nfs_3-2-2 1 "));
}

TEST(Hyperfine, HasNoDeviationOfOneSample) {
  sharebench::Run run = sample_run::local();
  bool first = true;
  std::erase_if(run.samples, [&](const Sample& sample) {
    return sample.cell != 0 || sample.warmup || !std::exchange(first, false);
  });
  const auto parsed = nlohmann::json::parse(render_hyperfine(stats::build_report(run)));
  ASSERT_EQ(parsed["results"].size(), 1u);
  EXPECT_TRUE(parsed["results"][0]["stddev"].is_null());
  EXPECT_EQ(parsed["results"][0]["times"].size(), 1u);
}

TEST(Spread, OfValuesFarFromZeroKeepsItsDigits) {
  // NIST's NumAcc4: 1001 values around ten million, certified mean 10000000.2, deviation 0.1.
  std::vector<double> values = {10000000.2};
  for (int i = 0; i < 500; ++i) {
    values.push_back(10000000.1);
    values.push_back(10000000.3);
  }
  const Spread spread = spread_of(values);
  EXPECT_NEAR(spread.mean, 10000000.2, 1e-7);
  EXPECT_NEAR(*spread.stddev, 0.1, 1e-8);
  EXPECT_EQ(spread.median, 10000000.2);
  EXPECT_THROW(spread_of({}), std::invalid_argument);
}

}  // namespace
}  // namespace sharebench::report
