// Every chart's spec, byte for byte. A change is looked at in review, and as a picture; it is
// written by SHAREBENCH_UPDATE_GOLDENS=1, and by nothing else.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "harness/report/charts/explained_time.h"
#include "harness/report/charts/guard_matrix.h"
#include "tests/unit/report/chart_cases.h"
#include "tests/unit/report/golden.h"

namespace sharebench::report {
namespace {

/// The themes have goldens of their own.
std::string without_config(nlohmann::ordered_json spec) {
  spec.erase("config");
  return spec.dump(1) + "\n";
}

TEST(ChartGoldens, Lab) {
  for (const Chart& chart : charts(chart_cases::lab(), {})) {
    expect_golden("charts/lab." + chart.id + ".json", without_config(chart.spec));
  }
}

TEST(ChartGoldens, Local) {
  for (const Chart& chart : charts(chart_cases::local(), {})) {
    expect_golden("charts/local." + chart.id + ".json", without_config(chart.spec));
  }
}

TEST(ChartGoldens, Explained) {
  const Chart chart = explained_time(chart_cases::explained(), {}).at(0);
  expect_golden("charts/local.explained_time.json", without_config(chart.spec));
}

TEST(ChartGoldens, GuardMatrix) {
  const Chart chart = guard_matrix(chart_cases::guard_state(), "Source: a test", {});
  expect_golden("charts/guard_matrix.json", without_config(chart.spec));
}

TEST(ChartGoldens, Trend) {
  expect_golden("charts/trend.json",
                without_config(trend(chart_cases::trend_series(), 1, {}).spec));
}

TEST(ChartGoldens, Themes) {
  for (const std::string& theme : theme_names()) {
    expect_golden("charts/theme." + theme + ".json", theme_config(theme).dump(1) + "\n");
  }
}

}  // namespace
}  // namespace sharebench::report
