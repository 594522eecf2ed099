// A chart is a Vega-Lite spec with its words: one description for the page, the SVG and the PNG.
//
// Adding one is a file with a `std::vector<Chart> x(const Report&, const ChartOptions&)` and a row
// in all.cpp. A spec carries its data, loads nothing, and takes every colour from `theme_config`.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/core/report.h"

namespace sharebench::report {

struct Chart {
  std::string id{};       ///< a file name without suffix: "relative_time"; unique in a report
  std::string title{};    ///< what it shows, in a few words
  std::string summary{};  ///< the text alternative: one sentence with the main figure
  /// Vega-Lite 5. `usermeta.sharebench.margin` is what the picture is wider than its panels:
  /// panels are the members of `vconcat`, each with a `width` that a page may set anew.
  nlohmann::ordered_json spec{};
  std::vector<std::string> columns{};            ///< of the table that says the same
  std::vector<std::vector<std::string>> rows{};  ///< figures with unit, interval and n
};

struct ChartOptions {
  std::string theme = "light";  ///< one of theme_names()
  int width = 760;              ///< of the whole picture in CSS pixels, 320 to 4000
  std::string title{};          ///< goes before each chart's own title; may be empty
  std::string lang = "en";      ///< of the words: one of languages() (words.h)
};

/// Every chart that the report has figures for, in the order in which they should be read: what
/// carries over to hardware first where time is emulated or paced, time first elsewhere.
std::vector<Chart> charts(const Report& report, const ChartOptions& options);

/// "light", "dark", "blog" (larger letters, for a picture that is shown small).
const std::vector<std::string>& theme_names();

/// The `config` of a spec: letters, colours and lines of a theme. Setting another theme's config
/// in a spec is all that it takes to change its theme. Throws UsageError for an unknown name.
nlohmann::ordered_json theme_config(const std::string& theme);

}  // namespace sharebench::report
