// Colours, letters and lines of the themes, as Vega-Lite `config`; specs name styles, never
// colours.
//
// Eight colours after Okabe and Ito's palette for colour-blind readers ("Color Universal Design",
// 2008), darkened or lightened until each has a contrast of 3:1 or more with the theme's background
// (WCAG 2.1, 1.4.11), text 4.5:1 (1.4.3): tests/unit/report/theme_test.cpp recomputes them. Every
// colour comes with a shape; nine shapes to eight colours, so pairs repeat after 72 shares only.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/report/charts/chart.h"
#include "harness/report/charts/frame.h"

namespace sharebench::report {
namespace {

struct Colours {
  const char *background, *text, *muted, *grid, *line, *band, *warning, *on_fill;
  std::vector<const char*> category;
};

const Colours kLight = {
    "#ffffff",
    "#1c2430",
    "#566070",
    "#e6e9ee",
    "#8a93a1",
    "#dfe7f1",
    "#b23c00",
    "#ffffff",
    {"#0072b2", "#c65300", "#007a5a", "#a8478c", "#7d6608", "#5b4fc4", "#b0273a", "#4d5a68"}};
const Colours kDark = {
    "#12171f",
    "#eef1f5",
    "#a9b3c1",
    "#2a323d",
    "#77828f",
    "#25344a",
    "#ff9a5c",
    "#12171f",
    {"#56b4e9", "#ff9248", "#35c79a", "#e08ac7", "#e6c84f", "#a99cf5", "#ff7f8b", "#b4bfcc"}};

const Colours& colours_of(const std::string& theme) {
  return theme == "dark" ? kDark : kLight;
}

Json axis_config(const Colours& colours, const Sizes& sizes) {
  return {{"domain", false},
          {"ticks", false},
          {"gridColor", colours.grid},
          {"labelColor", colours.text},
          {"labelFontSize", sizes.label},
          {"labelPadding", 6},
          {"titleColor", colours.muted},
          {"titleFontSize", sizes.label},
          {"titleFontWeight", "normal"},
          {"titlePadding", 8}};
}

Json style_config(const Colours& colours, const Sizes& sizes) {
  const auto words = [&](const char* colour, double size) {
    return Json{{"color", colour}, {"fontSize", size}, {"align", "left"}, {"baseline", "top"}};
  };
  Json styles = {{"source", words(colours.muted, sizes.small)},
                 {"measured", words(colours.muted, sizes.label)},
                 {"not_hardware", words(colours.warning, sizes.label)},
                 {"value", words(colours.text, sizes.label)},
                 {"segment", words(colours.on_fill, sizes.small)}};
  styles["not_hardware"]["fontWeight"] = "bold";
  styles["value"]["baseline"] = "middle";
  styles["segment"]["baseline"] = "middle";
  styles["segment"]["align"] = "center";
  styles["margin_band"] = {{"color", colours.band}, {"opacity", 1}};
  styles["reference"] = {{"color", colours.line}, {"strokeWidth", 1.5}, {"strokeDash", {4, 3}}};
  styles["interval"] = {{"strokeWidth", 3}, {"strokeCap", "round"}, {"opacity", 0.55}};
  styles["edge"] = {{"color", colours.grid}, {"strokeWidth", 1}};
  styles["point"] = {{"size", 90}, {"strokeWidth", 2}, {"opacity", 1}};
  styles["faint"] = {{"size", 14}, {"strokeWidth", 1}, {"opacity", 0.4}};
  styles["line"] = {{"strokeWidth", 2}, {"opacity", 0.8}};
  styles["door"] = {{"stroke", colours.background}, {"strokeWidth", 1}};
  styles["night"] = {{"color", colours.category[0]}, {"size", 28}, {"opacity", 1}};
  styles["night_interval"] = {
      {"color", colours.category[0]}, {"strokeWidth", 1.5}, {"opacity", 0.35}};
  styles["level"] = {{"color", colours.category[1]}, {"strokeWidth", 3}, {"opacity", 1}};
  styles["change"] = words(colours.warning, sizes.label);
  styles["change"]["fontWeight"] = "bold";
  styles["bar"] = {{"stroke", colours.background}, {"strokeWidth", 1}};
  return styles;
}

}  // namespace

const std::vector<std::string>& theme_names() {
  static const std::vector<std::string> names = {"light", "dark", "blog"};
  return names;
}

Sizes sizes_of(const std::string& theme) {
  if (theme == "blog") return {.title = 22, .subtitle = 15, .label = 14, .small = 12, .step = 30};
  return {.title = 17, .subtitle = 12.5, .label = 11.5, .small = 10, .step = 24};
}

nlohmann::ordered_json theme_config(const std::string& theme) {
  const auto& names = theme_names();
  if (std::find(names.begin(), names.end(), theme) == names.end()) {
    throw UsageError(fmt::format("there is no theme '{}'", theme),
                     fmt::format("choose one of: {}", fmt::join(names, ", ")));
  }
  const Colours& colours = colours_of(theme);
  const Sizes sizes = sizes_of(theme);
  return {{"background", colours.background},
          {"font", "DejaVu Sans, Verdana, sans-serif"},
          {"padding", kPadding},
          {"view", {{"stroke", nullptr}}},
          {"concat", {{"spacing", 14}}},
          {"axis", axis_config(colours, sizes)},
          {"axisY", {{"grid", false}}},
          {"title",
           {{"color", colours.text},
            {"subtitleColor", colours.muted},
            {"fontSize", sizes.title},
            {"subtitleFontSize", sizes.subtitle},
            {"subtitlePadding", 6},
            {"anchor", "start"},
            {"offset", 12}}},
          {"legend",
           {{"labelColor", colours.text},
            {"titleColor", colours.muted},
            {"labelFontSize", sizes.label},
            {"titleFontSize", sizes.label},
            {"titleFontWeight", "normal"},
            {"orient", "bottom"}}},
          {"range",
           {{"category", colours.category},
            {"symbol",
             {"circle", "square", "triangle-up", "diamond", "cross", "triangle-down",
              "triangle-right", "triangle-left", "M-1,-1L1,1L1,-1L-1,1Z"}}}},
          {"style", style_config(colours, sizes)}};
}

}  // namespace sharebench::report
