// What charts are put together from: text that fits, axes that can be read, colours with contrast.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>

#include "harness/core/units.h"
#include "harness/report/charts/axis.h"
#include "harness/report/charts/chart.h"
#include "harness/report/charts/text.h"

namespace sharebench::report {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

TEST(ChartText, CleansWhatDeceivesAndWhatIsBroken) {
  EXPECT_EQ(clean("a\nb\tc"), "a b c");
  EXPECT_EQ(clean("\u202eabc"), "\uFFFDabc");
  EXPECT_EQ(clean("a\xff\xc3"), "a\uFFFD\uFFFD");
  EXPECT_EQ(clean("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD") << "a surrogate";
  EXPECT_EQ(clean("\xc0\xaf"), "\uFFFD\uFFFD") << "overlong";
  EXPECT_EQ(clean("gr\u00fc\u00df \u65e5\u672c \U0001F600"),
            "gr\u00fc\u00df \u65e5\u672c \U0001F600");
}

TEST(ChartText, CutsTheMiddleAndKeepsBothEnds) {
  const std::string cut = shortened("nfs3:actimeo=0,rsize=65536,wsize=65536", 120, 11);
  EXPECT_LE(text_width(cut, 11), 120);
  EXPECT_EQ(cut.substr(0, 4), "nfs3");
  EXPECT_EQ(cut.substr(cut.size() - 3), "536");
  EXPECT_NE(cut.find("\u2026"), std::string::npos);
  EXPECT_EQ(shortened("nfs3", 120, 11), "nfs3");
}

TEST(ChartText, LabelsStayDistinct) {
  const std::string same(1000, 'y');
  const auto labels = distinct_labels({same, same + "a", "b", same}, 90, 11);
  EXPECT_NE(labels[0], labels[1]);
  EXPECT_NE(labels[0], labels[3]);
  for (const std::string& label : labels) EXPECT_LE(text_width(label, 11), 91);
}

TEST(ChartText, WrapsAtSpacesAndCutsLongWords) {
  EXPECT_THAT(wrapped("one two three", 60, 11), ElementsAre("one two", "three"));
  EXPECT_THAT(wrapped(std::string(500, 'x'), 60, 11), SizeIs(1));
  EXPECT_THAT(wrapped("", 60, 11), SizeIs(0));
}

Axis ratio_axis(const std::vector<double>& values) {
  return log_axis(values, {.title = "t", .format = ratio_tick, .plot_px = 400, .font_px = 11});
}

TEST(ChartAxis, HasTicksAtOneTwoFive) {
  EXPECT_THAT(ratio_axis({0.9, 60}).ticks, ElementsAre(1, 2, 5, 10, 20, 50));
  EXPECT_THAT(ratio_axis({0.9, 60}).labels.front(), "1x");
}

TEST(ChartAxis, HasRoundStepsInANarrowRange) {
  const Axis axis = ratio_axis({0.98, 1.03});
  EXPECT_GE(axis.ticks.size(), 3u);
  for (const double tick : axis.ticks) {
    EXPECT_GE(tick, axis.low);
    EXPECT_LE(tick, axis.high);
    EXPECT_NEAR(tick * 1000, std::round(tick * 1000), 1e-9);
  }
}

TEST(ChartAxis, OnATelephoneStillHasTwoTicks) {
  const Axis axis =
      log_axis({1, 55}, {.title = "t", .format = ratio_tick, .plot_px = 120, .font_px = 11});
  EXPECT_THAT(axis.ticks, ElementsAre(1, 5, 20));
}

TEST(ChartAxis, SurvivesEveryRange) {
  const std::vector<std::vector<double>> ranges = {
      {}, {0}, {1}, {1e-300, 1e300}, {-1, 2}, {1e-9, 1e9}, {INFINITY, 3}, {NAN}, {5e-324}};
  for (const auto& values : ranges) {
    const Axis axis = ratio_axis(values);
    EXPECT_GT(axis.low, 0);
    EXPECT_LT(axis.low, axis.high);
    EXPECT_TRUE(std::isfinite(axis.high));
    EXPECT_GE(axis.ticks.size(), 1u);
    EXPECT_LE(axis.ticks.size(), 40u);
    EXPECT_EQ(axis.ticks.size(), axis.labels.size());
  }
}

TEST(ChartAxis, LinearBeginsAtZero) {
  const Axis axis =
      linear_axis({423, 150}, {.title = "", .format = format_count, .plot_px = 400, .font_px = 11});
  EXPECT_EQ(axis.low, 0);
  EXPECT_THAT(axis.ticks, ElementsAre(0, 100, 200, 300, 400));
  EXPECT_EQ(linear_axis({}, {.format = format_count, .plot_px = 400, .font_px = 11}).high, 1);
}

/// Relative luminance of "#rrggbb" (WCAG 2.1).
double luminance(const std::string& colour) {
  double sum = 0;
  const std::array<double, 3> weights = {0.2126, 0.7152, 0.0722};
  for (std::size_t i = 0; i < 3; ++i) {
    const double value = std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    sum += weights[i] * (value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double contrast(const std::string& a, const std::string& b) {
  const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
  return x > y ? x / y : y / x;
}

TEST(ChartTheme, TextAndDotsHaveTheContrastOfWcag) {
  EXPECT_NEAR(contrast("#000000", "#ffffff"), 21, 1e-9);
  for (const std::string& theme : theme_names()) {
    const nlohmann::ordered_json config = theme_config(theme);
    const std::string background = config["background"];
    for (const auto& [part, key] :
         std::vector<std::pair<std::string, std::string>>{{"title", "color"},
                                                          {"title", "subtitleColor"},
                                                          {"axis", "labelColor"},
                                                          {"axis", "titleColor"},
                                                          {"legend", "labelColor"},
                                                          {"legend", "titleColor"}}) {
      EXPECT_GE(contrast(config[part][key], background), 4.5) << theme << " " << part;
    }
    for (const char* style : {"source", "measured", "not_hardware", "value", "change"}) {
      EXPECT_GE(contrast(config["style"][style]["color"], background), 4.5) << theme << style;
    }
    EXPECT_GE(contrast(config["style"]["value"]["color"], config["style"]["margin_band"]["color"]),
              4.5);
    for (const std::string colour : config["range"]["category"]) {
      EXPECT_GE(contrast(colour, background), 4.5) << theme << " " << colour;
      EXPECT_GE(contrast(colour, config["style"]["segment"]["color"]), 4.5) << theme << colour;
      EXPECT_GE(contrast(colour, config["style"]["margin_band"]["color"]), 3) << theme << colour;
    }
  }
}

}  // namespace
}  // namespace sharebench::report
