// What each format must never do, whatever the run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "harness/core/error.h"
#include "harness/report/console.h"
#include "harness/report/csv.h"
#include "harness/report/gbench_json.h"
#include "harness/report/markdown.h"
#include "harness/report/reporter.h"
#include "harness/report/text_table.h"
#include "harness/stats/build_report.h"
#include "tests/unit/report/sample_report.h"
#include "tests/unit/report/sample_run.h"

namespace sharebench::report {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

json gbench(const Report& report) {
  return json::parse(render_gbench(report));
}

std::vector<std::string> lines(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> all;
  for (std::string line; std::getline(stream, line);) all.push_back(line);
  return all;
}

TEST(Reporters, AreFoundByNameAndNamedWhenNot) {
  std::set<std::string> names;
  for (const Reporter& reporter : reporters()) {
    EXPECT_TRUE(names.insert(reporter.name).second);
    EXPECT_EQ(find_reporter(reporter.name).render, reporter.render);
  }
  try {
    find_reporter("docx");
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_THAT(error.hint(), HasSubstr("markdown"));
  }
}

TEST(Reporters, AllSurviveARunWithoutSamplesAndARunWithoutAnything) {
  sharebench::Run empty = sample_run::lab();
  empty.samples.clear();
  for (const Report& report : {stats::build_report(empty), stats::build_report({})}) {
    for (const Reporter& reporter : reporters()) EXPECT_FALSE(reporter.render(report).empty());
  }
}

TEST(Reporters, AllGiveTheSameBytesTwice) {
  for (const Reporter& reporter : reporters())
    EXPECT_EQ(reporter.render(lab_report()), reporter.render(lab_report()));
}

TEST(Reporters, AllPutTheBannerBeforeTheFirstFigure) {
  const std::string banner = "What does not carry over: seconds";
  for (const auto& text : {render_markdown(lab_report()), render_gbench(lab_report())}) {
    EXPECT_LT(text.find(banner), text.find("154"));
  }
  EXPECT_LT(render_console(lab_report(), {false, 1000}).find(banner),
            render_console(lab_report()).find("154"));
  for (const std::string& line : lines(render_csv(lab_report()))) {
    EXPECT_THAT(line, testing::AnyOf(HasSubstr("measured_on"), HasSubstr(",emulated,")));
  }
}

/// The local run with `seconds` in every sample that must not count.
Report with_uncounted_times(double seconds) {
  sharebench::Run run = sample_run::local();
  for (Sample& sample : run.samples) {
    if (sample.warmup) sample.elapsed_s = seconds;
    if (sample.warmup || sample.block != 2) continue;
    sample.elapsed_s = seconds;
    sample.failure = "no space left";
  }
  return stats::build_report(run);
}

TEST(Reporters, NoneShowsWarmUpsOrFailedSamples) {
  const Report one = with_uncounted_times(1e-6), other = with_uncounted_times(777);
  EXPECT_EQ(render_console(one), render_console(other));
  EXPECT_EQ(render_markdown(one), render_markdown(other));
  EXPECT_EQ(render_csv(one), render_csv(other));
  EXPECT_EQ(gbench(one)["benchmarks"], gbench(other)["benchmarks"]);
  for (const char* name : {"gbench-flat", "hyperfine", "benchstat", "openmetrics", "junit"}) {
    EXPECT_EQ(find_reporter(name).render(one), find_reporter(name).render(other)) << name;
  }
}

TEST(Console, KeepsToItsWidthInProse) {
  const std::string text = render_console(lab_report(), {false, 72});
  const std::vector<std::string> all = lines(text);
  for (std::size_t i = 0; i < 12; ++i) EXPECT_LE(display_width(all[i]), 72) << all[i];
}

TEST(Console, AddsColoursAndNothingElse) {
  std::string colored = render_console(lab_report(), {true, 100});
  EXPECT_THAT(colored, HasSubstr("\x1b["));
  for (auto at = colored.find('\x1b'); at != std::string::npos; at = colored.find('\x1b')) {
    colored.erase(at, colored.find('m', at) - at + 1);
  }
  EXPECT_EQ(colored, render_console(lab_report()));
}

TEST(Markdown, EscapesWhatWouldBreakATable) {
  sharebench::Run run = sample_run::local();
  run.plan.workloads[0].label = "a|b<c*d`e";
  run.mounts[1].observed.options = "x|y`z @everyone";
  const std::string text = render_markdown(stats::build_report(run));
  EXPECT_THAT(text, HasSubstr("| a\\|b\\<c\\*d\\`e |"));
  EXPECT_THAT(text, HasSubstr("x\\|y'z @everyone, directory /srv/fuse`"));
}

TEST(Markdown, HasRowsAsLongAsTheirHeader) {
  std::ptrdiff_t bars = 0;
  for (const std::string& line : lines(render_markdown(lab_report()))) {
    if (line.empty() || line[0] != '|') {
      bars = 0;
      continue;
    }
    const auto count = std::count(line.begin(), line.end(), '|');
    EXPECT_TRUE(bars == 0 || count == bars) << line;
    bars = count;
  }
}

TEST(Csv, QuotesFieldsAndEndsLinesAsRfc4180Says) {
  sharebench::Run run = sample_run::local();
  run.id = "a,b\"c";
  for (const std::string& line : lines(render_csv(stats::build_report(run)))) {
    EXPECT_EQ(line.back(), '\r');
    EXPECT_THAT(line,
                testing::AnyOf(testing::StartsWith("run,"), testing::StartsWith("\"a,b\"\"c\",")));
  }
}

TEST(Csv, HasAsManyFieldsInEveryRow) {
  for (const std::string& line : lines(render_csv(lab_report()))) {
    EXPECT_EQ(std::count(line.begin(), line.end(), ','), 14) << line;
  }
}

TEST(Gbench, HasWhatItsReadersDemand) {
  const json file = gbench(lab_report());
  EXPECT_TRUE(file["context"]["caches"].is_array());
  EXPECT_EQ(file["context"]["json_schema_version"], 1);
  EXPECT_TRUE(file["context"]["library_version"].is_string());
  std::map<std::string, std::string> units;
  for (const json& row : file["benchmarks"]) {
    const auto name = row["name"].get<std::string>();
    EXPECT_TRUE(row["real_time"].is_number() && row["cpu_time"].is_number()) << name;
    EXPECT_THAT(row["run_name"].get<std::string>(), testing::EndsWith("/real_time"));
    EXPECT_EQ(units.try_emplace(name, row["time_unit"]).first->second, row["time_unit"]);
    EXPECT_EQ(row.contains("aggregate_name"), row["run_type"] == "aggregate") << name;
  }
  for (const char* key : {"design", "samples", "blocks", "results"}) {
    EXPECT_TRUE(file["sharebench"].contains(key)) << key;
  }
}

TEST(Gbench, HasARowForEachSampleThatCountsAndAggregatesAfterThem) {
  sharebench::Run run = sample_run::local();
  run.plan.cells.resize(2);
  std::erase_if(run.samples, [](const Sample& sample) { return sample.cell > 1; });
  run.samples.back().failure = "gone";
  const json rows = gbench(stats::build_report(run))["benchmarks"];
  ASSERT_EQ(rows.size(), 32u + 3 + 31 + 3);
  EXPECT_EQ(rows[31]["repetition_index"], 31);
  EXPECT_EQ(rows[32]["name"], "small_files/target:native/real_time_mean");
  EXPECT_EQ(rows[33]["aggregate_name"], "median");
  EXPECT_EQ(rows[34]["aggregate_name"], "stddev");
}

TEST(Gbench, LeavesOutAWorkloadThatFailedAndSaysWhy) {
  sharebench::Run run = sample_run::local();
  for (Sample& sample : run.samples) {
    if (sample.cell == 1) sample.failure = "no space left";
  }
  const json file = gbench(stats::build_report(run));
  for (const json& row : file["benchmarks"]) {
    EXPECT_THAT(row["name"].get<std::string>(), Not(HasSubstr("small_files/target:fuse")));
  }
  int reasons = 0;
  for (const json& sample : file["sharebench"]["samples"]) {
    if (!sample.contains("reason")) continue;
    EXPECT_TRUE(sample["ns"].is_null());
    EXPECT_FALSE(sample["valid"].get<bool>());
    ++reasons;
  }
  EXPECT_EQ(reasons, 8 * 5);
}

TEST(Gbench, WritesOneArmUnderTheNameItIsGiven) {
  const Report report = stats::build_report(sample_run::local());
  const json file = json::parse(render_gbench(report, {"fuse", "any"}));
  for (const json& row : file["benchmarks"]) {
    EXPECT_THAT(row["name"].get<std::string>(), HasSubstr("/target:any/real_time"));
  }
  EXPECT_EQ(file["benchmarks"].size(), 2u * (32 + 3));
  EXPECT_THROW(render_gbench(report, {"nfs9", ""}), UsageError);
}

TEST(Gbench, SaysHowEachWorkloadStartsWhereAPilotFoundIt) {
  Report report = stats::build_report(sample_run::local());
  const std::string workload = report.comparisons.at(0).workload;
  report.steady_state[workload] = "warm-up";
  const auto results = nlohmann::json::parse(render_gbench(report))["sharebench"]["results"];
  ASSERT_FALSE(results.empty());
  for (const auto& result : results) {
    ASSERT_TRUE(result.contains("steady_state"));
    EXPECT_EQ(result["steady_state"].is_null(), result["w"] != workload);
  }
  EXPECT_EQ(results[0]["steady_state"], "warm-up");
}

TEST(Gbench, HasASelftestObjectForASelftestAlone) {
  Report report = stats::build_report(sample_run::local());
  EXPECT_FALSE(nlohmann::json::parse(render_gbench(report))["sharebench"].contains("selftest"));
  Selftest test;
  test.margin = 0.05;
  test.mde_16 = 0.08;
  test.light = Light::kYellow;
  test.order_effect = {.value = std::log(1.25), .low = std::log(1.1), .high = {}, .n = 12};
  report.selftest = {{"w", "native", 12, test}, {"v", "native", 5, {}}};
  const auto selftest = nlohmann::json::parse(render_gbench(report))["sharebench"]["selftest"];
  EXPECT_EQ(selftest["light"], "red") << "for five blocks cannot be judged";
  const auto& row = selftest["rows"][0];
  EXPECT_EQ(row["w"], "w");
  EXPECT_EQ(row["light"], "yellow");
  EXPECT_EQ(row["mde_16"], 0.08);
  EXPECT_DOUBLE_EQ(row["order_effect"]["ratio"].get<double>(), 1.25);
  EXPECT_TRUE(row["order_effect"]["upper"].is_null());
  EXPECT_TRUE(row["carry_over"].is_null()) << "never seen";
  EXPECT_EQ(selftest["rows"][1]["n"], 5);
  EXPECT_FALSE(selftest["rows"][1].contains("mde_16"));
}

TEST(Gbench, CountsTheRunsOfABodyAsIterations) {
  sharebench::Run run = sample_run::local();
  run.plan.repeats.assign(run.plan.workloads.size(), 8);
  const auto rows = nlohmann::json::parse(render_gbench(stats::build_report(run)))["benchmarks"];
  ASSERT_FALSE(rows.empty());
  EXPECT_EQ(rows[0]["run_type"], "iteration");
  EXPECT_EQ(rows[0]["iterations"], 8);
}

}  // namespace
}  // namespace sharebench::report
