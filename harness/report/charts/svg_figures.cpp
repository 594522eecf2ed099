// Looks for the cells among the texts, one after the other.
#include "harness/report/charts/svg_figures.h"

#include <fmt/format.h>

#include <vector>

#include "harness/report/markup.h"

namespace sharebench::report {
namespace {

constexpr std::size_t kLabels = 2;  // cells that name a row
constexpr const char* kElement = "<text ";

/// A text element of the picture.
struct Text {
  std::size_t attributes = 0;  ///< where they begin
  std::string content{};       ///< as it stands there, escaped
  bool taken = false;
};

/// True for a text of a plot; those of axes, legends and titles are no figures.
bool in_plot(const std::string& svg, std::size_t at) {
  const std::string group = "class=\"mark-text role-";
  const std::size_t begin = svg.rfind(group, at);
  return begin != std::string::npos && svg.compare(begin + group.size(), 4, "mark") == 0;
}

std::vector<Text> texts_of(const std::string& svg) {
  std::vector<Text> texts;
  const std::string element = kElement;
  for (std::size_t at = svg.find(element); at != std::string::npos;
       at = svg.find(element, at + 1)) {
    const std::size_t begin = svg.find('>', at), end = svg.find("</text>", at);
    if (begin == std::string::npos || end == std::string::npos || !in_plot(svg, at)) continue;
    texts.push_back({at + element.size(), svg.substr(begin + 1, end - begin - 1), false});
  }
  return texts;
}

/// As vega writes the content of a text.
std::string as_content(const std::string& cell) {
  std::string text;
  for (const char c : cell) {
    if (c == '&') {
      text += "&amp;";
    } else if (c == '<') {
      text += "&lt;";
    } else if (c == '>') {
      text += "&gt;";
    } else {
      text += c;
    }
  }
  return text;
}

Text* next_with(std::vector<Text>& texts, const std::string& content) {
  for (Text& text : texts) {
    if (!text.taken && text.content == content) return &text;
  }
  return nullptr;
}

}  // namespace

std::string with_named_figures(const std::string& svg, const Chart& chart) {
  std::vector<Text> texts = texts_of(svg);
  std::vector<std::string> names(texts.size());
  for (const std::vector<std::string>& row : chart.rows) {
    for (std::size_t cell = kLabels; cell < row.size() && cell < chart.columns.size(); ++cell) {
      Text* text = next_with(texts, as_content(row[cell]));
      if (text == nullptr) continue;
      text->taken = true;
      names[static_cast<std::size_t>(text - texts.data())] =
          fmt::format("{}, {}, {}", row[0], row[1], chart.columns[cell]);
    }
  }
  std::string named;
  std::size_t from = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (names[i].empty()) continue;
    named += svg.substr(from, texts[i].attributes - from) +
             fmt::format("data-figure=\"{}\" ", escaped_html(names[i]));
    from = texts[i].attributes;
  }
  return named + svg.substr(from);
}

}  // namespace sharebench::report
