// Takes words out of a spec.
#include "harness/report/chart_words.h"

namespace sharebench::report {
namespace {

using nlohmann::ordered_json;

/// The mark that holds the words of a panel, alone or among its layers; null where there is none.
ordered_json words_of(const ordered_json& panel) {
  for (const ordered_json& layer : panel.value("layer", ordered_json::array({panel}))) {
    if (!layer.contains("mark") || !layer["mark"].is_object()) continue;
    const std::string style = layer["mark"].value("style", "");
    if (style == "measured" || style == "not_hardware" || style == "source") return layer["mark"];
  }
  return nullptr;
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
  return !words_of(panel).is_null();
}

std::string words_around(const Chart& chart) {
  std::string words;
  if (chart.spec.contains("title") && chart.spec["title"].is_object()) {
    words = unwrapped(chart.spec["title"].value("subtitle", ordered_json::array()));
  }
  for (const ordered_json& panel : chart.spec.value("vconcat", ordered_json::array())) {
    const ordered_json mark = words_of(panel);
    if (!mark.is_null() && mark["style"] != "source") words += " " + unwrapped(mark["text"]);
  }
  return words;
}

}  // namespace sharebench::report
