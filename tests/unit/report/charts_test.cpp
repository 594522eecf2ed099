// Charts as specs: what they say, in what order, and that no name can become anything but text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "harness/core/error.h"
#include "harness/report/charts/chart.h"
#include "harness/report/charts/explained_time.h"
#include "harness/report/charts/guard_matrix.h"
#include "tests/unit/report/chart_cases.h"

namespace sharebench::report {
namespace {

using chart_cases::each_object;
using chart_cases::each_text;
using chart_cases::Json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> ids(const std::vector<Chart>& all) {
  std::vector<std::string> names;
  for (const Chart& chart : all) names.push_back(chart.id);
  return names;
}

const Chart& find(const std::vector<Chart>& all, const std::string& id) {
  for (const Chart& chart : all) {
    if (chart.id == id) return chart;
  }
  throw std::runtime_error("no chart " + id);
}

/// Every text of a spec, one after another.
std::string texts(const Chart& chart) {
  std::string all;
  each_text(chart.spec, [&](const std::string& text) { all += text + " "; });
  return all;
}

/// The rows of data that have this field.
std::vector<Json> data_with(const Chart& chart, const std::string& field) {
  std::vector<Json> rows;
  each_object(chart.spec, [&](const Json& object) {
    if (object.contains(field) && object.contains("figure")) rows.push_back(object);
  });
  return rows;
}

TEST(Charts, AnEmulatedRunLeadsWithWhatCarriesOver) {
  EXPECT_THAT(
      ids(charts(chart_cases::lab(), {})),
      ElementsAre("verdicts", "serial_round_trips", "round_trips", "round_trips_full_size",
                  "relative_time", "relative_time_paced_2000us", "relative_time_paced_5000us",
                  "absolute_time", "absolute_time_paced_2000us", "absolute_time_paced_5000us",
                  "latency", "blocks"));
}

TEST(Charts, AHardwareRunLeadsWithTime) {
  EXPECT_THAT(ids(charts(chart_cases::local(), {})),
              ElementsAre("relative_time", "absolute_time", "verdicts", "latency", "blocks"));
}

TEST(Charts, EveryPictureTellsWhatItIsOf) {
  for (const Report& report : {chart_cases::lab(), chart_cases::local()}) {
    for (const Chart& chart : charts(report, {})) {
      const std::string said = texts(chart);
      EXPECT_THAT(said, HasSubstr(report.run.id)) << chart.id;
      EXPECT_THAT(said, HasSubstr("0.1.0 (0123456789ab)")) << chart.id;
      EXPECT_THAT(said, HasSubstr("n\u00a0=\u00a0")) << chart.id;
      EXPECT_THAT(said, testing::ContainsRegex("[Ll]ower is|[Ff]ewer is|[Ll]eft")) << chart.id;
      EXPECT_THAT(said, testing::ContainsRegex("interval|[Cc]ounted")) << chart.id;
      EXPECT_FALSE(chart.summary.empty()) << chart.id;
      EXPECT_EQ(chart.spec["description"], chart.summary);
      for (const auto& row : chart.rows) EXPECT_EQ(row.size(), chart.columns.size()) << chart.id;
      EXPECT_FALSE(chart.rows.empty()) << chart.id;
    }
  }
}

TEST(Charts, NothingEmulatedOrPacedPassesForHardware) {
  for (const Chart& chart : charts(chart_cases::lab(), {})) {
    EXPECT_THAT(texts(chart), HasSubstr("EMULATED")) << chart.id;
    EXPECT_THAT(texts(chart), testing::Not(HasSubstr("Measured on hardware"))) << chart.id;
    if (chart.id.find("_paced_") != std::string::npos) {
      EXPECT_THAT(texts(chart), HasSubstr("PACED: every round trip was held for")) << chart.id;
    }
  }
  for (const Chart& chart : charts(chart_cases::local(), {})) {
    EXPECT_THAT(texts(chart), HasSubstr("Measured on hardware")) << chart.id;
  }
}

TEST(Charts, DotsAreTheReportsFigures) {
  const Report report = chart_cases::local();
  const std::vector<Chart> all = charts(report, {});
  const std::vector<Json> points = data_with(find(all, "relative_time"), "value");
  for (const Comparison& comparison : report.comparisons) {
    EXPECT_TRUE(std::any_of(points.begin(), points.end(),
                            [&](const Json& point) {
                              return point["name"] == comparison.candidate &&
                                     point["value"] == comparison.ratio.value &&
                                     point["low"] == *comparison.ratio.low &&
                                     point["high"] == *comparison.ratio.high;
                            }))
        << comparison.workload << " " << comparison.candidate;
  }
}

TEST(Charts, PredictedPartsAreStackedBesideTheMeasuredTime) {
  Report report = chart_cases::explained();
  EXPECT_THAT(ids(charts(report, {})), Contains("explained_time"));
  const Chart chart = explained_time(report, {}).at(0);
  std::map<std::string, double> ends;
  for (const Json& part : data_with(chart, "to")) {
    double& end = ends[part["name"]];
    end = std::max(end, part["to"].get<double>());
  }
  ASSERT_EQ(ends.size(), 3u) << "predicted and measured, and predicted alone";
  EXPECT_DOUBLE_EQ(ends.at(report.run.mounts[0].share.name + ", predicted"), 0.4);
  EXPECT_DOUBLE_EQ(ends.at(report.run.mounts[0].share.name + ", measured"), 0.5);
  EXPECT_THAT(chart.rows.at(0), Contains("+20 % [+18 %, +22 %]")) << "what is left over";
  EXPECT_THAT(chart.rows.at(1), Contains("not measured"));
  report.explanation->costs_of = "another";
  EXPECT_THAT(texts(explained_time(report, {}).at(0)), HasSubstr("A PREDICTION"));
}

TEST(Charts, PartsOfABarAddUpToItsTotal) {
  const Report report = chart_cases::lab();
  const Chart chart = find(charts(report, {}), "round_trips");
  double greatest = 0;
  for (const Json& part : data_with(chart, "to")) {
    greatest = std::max(greatest, part["to"].get<double>());
  }
  EXPECT_EQ(greatest, 1028);
  EXPECT_THAT(chart.rows, Contains(ElementsAre("small_files:count=25", "nfs3", "153",
                                               "LOOKUP 102, CREATE 51")));
}

TEST(Charts, HostileNamesStayText) {
  for (const Chart& chart : charts(chart_cases::hostile(), {})) {
    each_text(chart.spec, [&](const std::string& text) {
      EXPECT_LT(text.size(), 1500u) << chart.id;
      EXPECT_THAT(text, testing::Not(HasSubstr("\u202e"))) << chart.id;
      EXPECT_EQ(text.find('\n'), std::string::npos) << chart.id;
    });
    EXPECT_NO_THROW(chart.spec.dump()) << chart.id << ": not UTF-8";
    // Names are values of data and of domains; fields, expressions and templates are ours.
    each_object(chart.spec, [&](const Json& object) {
      for (const char* key : {"field", "labelExpr", "expr", "signal"}) {
        if (!object.contains(key)) continue;
        EXPECT_THAT(object[key].get<std::string>(), testing::Not(HasSubstr("script"))) << key;
        EXPECT_THAT(object[key].get<std::string>(), testing::Not(HasSubstr("yyy"))) << key;
      }
      EXPECT_FALSE(object.contains("signal") || object.contains("expr") ||
                   object.contains("href") || object.contains("url"))
          << chart.id;
    });
  }
}

TEST(Charts, NamesThatAreCutStayApart) {
  const std::vector<Json> points =
      data_with(find(charts(chart_cases::hostile(), {}), "absolute_time"), "value");
  std::set<std::string> names;
  for (const Json& point : points) names.insert(point["name"].get<std::string>());
  EXPECT_EQ(names.size(), 3u);
}

TEST(Charts, ThirtySharesGetThirtyRows) {
  std::vector<std::pair<std::string, double>> shares;
  for (int i = 0; i < 30; ++i) shares.emplace_back("share" + std::to_string(i), 0.1 * std::exp2(i));
  const Chart chart = find(charts(chart_cases::hardware(shares, 8), {}), "relative_time");
  EXPECT_EQ(chart.rows.size(), 60u);
  std::set<std::pair<int, int>> looks;
  for (int kind = 0; kind < 30; ++kind) looks.insert({kind % 8, kind % 9});
  EXPECT_EQ(looks.size(), 30u) << "colour and shape together tell all apart";
}

TEST(Charts, OneShareInOneBlockHasADotWithoutInterval) {
  const std::vector<Chart> all = charts(chart_cases::hardware({{"disk", 0.1}}, 1), {});
  EXPECT_THAT(ids(all), ElementsAre("absolute_time", "latency", "blocks"));
  EXPECT_THAT(texts(all.front()), HasSubstr("[no interval: n < 6]"));
  EXPECT_TRUE(data_with(all.front(), "low").empty());
}

TEST(Charts, ExtremeRatiosKeepAReadableAxis) {
  const Report report = chart_cases::hardware({{"a", 1e-8}, {"b", 1e6}, {"c", 1e-3}}, 8);
  for (const Chart& chart : charts(report, {})) {
    each_object(chart.spec, [&](const Json& object) {
      if (!object.contains("labelExpr")) return;
      EXPECT_GE(object["values"].size(), 2u) << chart.id;
      EXPECT_LE(object["values"].size(), 30u) << chart.id;
    });
  }
}

TEST(Charts, ZeroAndInfiniteRatiosAreDrawnAtTheEdge) {
  Report report = chart_cases::local();
  report.comparisons[0].ratio = {0, {}, {}, 8};
  report.comparisons[1].ratio = {std::numeric_limits<double>::infinity(), {}, {}, 8};
  const Chart chart = find(charts(report, {}), "relative_time");
  EXPECT_NO_THROW(chart.spec.dump());
  for (const Json& point : data_with(chart, "value")) {
    ASSERT_TRUE(point["value"].is_number()) << point.dump();
    EXPECT_TRUE(std::isfinite(point["value"].get<double>()));
  }
  EXPECT_THAT(texts(chart), HasSubstr("\u25c0"));
  EXPECT_THAT(texts(chart), HasSubstr("\u25b6"));
}

TEST(Charts, AFailedCellSaysSo) {
  sharebench::Run run = sample_run::local();
  for (Sample& sample : run.samples) {
    if (sample.cell == 1) sample.verified = false;
    if (sample.cell == 1) sample.failure = "lost";
  }
  const std::vector<Chart> all = charts(stats::build_report(std::move(run)), {});
  EXPECT_THAT(texts(find(all, "relative_time")), HasSubstr("failed: "));
  EXPECT_THAT(texts(find(all, "absolute_time")), HasSubstr("failed: "));
}

TEST(Charts, AThemeIsAConfigAndNothingElse) {
  const Report report = chart_cases::local();
  Json light = charts(report, {.theme = "light"}).front().spec;
  const Json dark = charts(report, {.theme = "dark"}).front().spec;
  EXPECT_NE(light, dark);
  light["config"] = theme_config("dark");
  EXPECT_EQ(light, dark);
  EXPECT_THROW(charts(report, {.theme = "pink"}), UsageError);
}

TEST(Charts, WidthAndTitleAreTaken) {
  const Chart narrow = charts(chart_cases::local(), {.width = 340, .title = "My shares"}).front();
  EXPECT_EQ(narrow.spec["title"]["text"], Json::array({"My shares"}));
  EXPECT_EQ(narrow.spec["title"]["subtitle"][0], "Relative time.");
  const double margin = narrow.spec["usermeta"]["sharebench"]["margin"];
  for (const Json& panel : narrow.spec["vconcat"]) {
    EXPECT_NEAR(panel["width"].get<double>() + margin, 340, 0.01);
    EXPECT_GT(panel["width"].get<double>(), 100);
  }
}

TEST(GuardMatrix, SaysWhichDoorsAreNotAsTheyShouldBe) {
  const Chart chart = guard_matrix(chart_cases::guard_state(), "Source: a test", {});
  EXPECT_THAT(chart.rows, Contains(ElementsAre("stranger", "nfsd tcp 2049", "en0 v6", "open",
                                               "not as it should be")));
  EXPECT_THAT(chart.rows, Contains(ElementsAre("vm", "nfsd tcp 2049", "vboxnet0 v4", "open",
                                               "as it should be")));
  EXPECT_THAT(chart.rows, Contains(ElementsAre("vm", "rpcbind tcp 111", "vboxnet0 v4", "shut",
                                               "not as it should be")));
  EXPECT_THAT(chart.rows,
              Contains(ElementsAre("neighbour", "nfsd tcp 2049", "utun3 v6", "?", "not known")));
  EXPECT_THAT(
      texts(chart),
      HasSubstr("Verdict: exposed. 3 of 18 doors are not as they should be, 2 are not known."));
}

TEST(GuardMatrix, ADoorShowsItsWorstAnswer) {
  GuardState state = chart_cases::guard_state();
  state.exposures.resize(1);
  state.exposures.push_back(state.exposures.front());
  state.exposures.back().decision = "pass";
  state.exposures.back().fragment = true;
  const Chart chart = guard_matrix(state, "", {});
  ASSERT_EQ(chart.rows.size(), 1u);
  EXPECT_EQ(chart.rows[0][3], "open");
}

TEST(GuardMatrix, IsAChartOfAReportThatHasIt) {
  Report report = chart_cases::local();
  report.guard = chart_cases::guard_state();
  EXPECT_THAT(ids(charts(report, {})), Contains("guard_matrix"));
}

TEST(Trend, MarksChangesWithTheirSize) {
  const Chart chart = trend(chart_cases::trend_series(), 3, {});
  EXPECT_EQ(chart.id, "trend_3");
  EXPECT_THAT(texts(chart), HasSubstr("+25 %"));
  EXPECT_THAT(texts(chart), HasSubstr("the last of +25 % on 2026-11-15."));
  EXPECT_EQ(chart.rows.size(), 24u);
}

TEST(Trend, OneNightIsATrendWithoutAChange) {
  TrendSeries series = chart_cases::trend_series();
  series.nights.resize(1);
  series.levels = {{0, 0, 1.2}};
  EXPECT_THAT(texts(trend(series, 1, {})), HasSubstr("No change was found."));
}

}  // namespace
}  // namespace sharebench::report
