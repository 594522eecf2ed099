// Every chart's spec, byte for byte. A change is looked at in review, and as a picture; it is
// written by SHAREBENCH_UPDATE_GOLDENS=1, and by nothing else.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "harness/report/charts/guard_matrix.h"
#include "tests/unit/report/chart_cases.h"

namespace sharebench::report {
namespace {

void expect_golden(const std::string& name, const std::string& text) {
  const char* root = std::getenv("SOURCE_DIR");
  const std::string path = std::string(root ? root : ".") + "/tests/golden/charts/" + name;
  const char* update = std::getenv("SHAREBENCH_UPDATE_GOLDENS");
  if (update && std::string(update) == "1") std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path << " is missing; write it with SHAREBENCH_UPDATE_GOLDENS=1";
  const std::string golden{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_TRUE(text == golden) << path << " differs; look at it with SHAREBENCH_UPDATE_GOLDENS=1 "
                              << "and git diff";
}

/// The themes have goldens of their own.
std::string without_config(nlohmann::ordered_json spec) {
  spec.erase("config");
  return spec.dump(1) + "\n";
}

TEST(ChartGoldens, Lab) {
  for (const Chart& chart : charts(chart_cases::lab(), {})) {
    expect_golden("lab." + chart.id + ".json", without_config(chart.spec));
  }
}

TEST(ChartGoldens, Local) {
  for (const Chart& chart : charts(chart_cases::local(), {})) {
    expect_golden("local." + chart.id + ".json", without_config(chart.spec));
  }
}

TEST(ChartGoldens, GuardMatrix) {
  const Chart chart = guard_matrix(chart_cases::guard_state(), "Source: a test", {});
  expect_golden("guard_matrix.json", without_config(chart.spec));
}

TEST(ChartGoldens, Trend) {
  expect_golden("trend.json", without_config(trend(chart_cases::trend_series(), 1, {}).spec));
}

TEST(ChartGoldens, Themes) {
  for (const std::string& theme : theme_names()) {
    expect_golden("theme." + theme + ".json", theme_config(theme).dump(1) + "\n");
  }
}

}  // namespace
}  // namespace sharebench::report
