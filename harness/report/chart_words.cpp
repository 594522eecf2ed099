// Takes words out of a spec.
#include "harness/report/chart_words.h"

namespace sharebench::report {
namespace {

using nlohmann::ordered_json;

std::string style_of(const ordered_json& panel) {
  if (!panel.contains("mark") || !panel["mark"].is_object()) return "";
  return panel["mark"].value("style", "");
}

/// Lines that were wrapped for a picture, in one again.
std::string unwrapped(const ordered_json& lines) {
  if (lines.is_string()) return lines.get<std::string>();
  std::string text;
  for (const ordered_json& line : lines) {
    text += (text.empty() ? "" : " ") + line.get<std::string>();
  }
  return text;
}

}  // namespace

bool is_words(const ordered_json& panel) {
  const std::string style = style_of(panel);
  return style == "measured" || style == "not_hardware" || style == "source";
}

std::string words_around(const Chart& chart) {
  std::string words;
  if (chart.spec.contains("title") && chart.spec["title"].is_object()) {
    words = unwrapped(chart.spec["title"].value("subtitle", ordered_json::array()));
  }
  for (const ordered_json& panel : chart.spec.value("vconcat", ordered_json::array())) {
    if (is_words(panel) && style_of(panel) != "source") {
      words += " " + unwrapped(panel["mark"]["text"]);
    }
  }
  return words;
}

}  // namespace sharebench::report
