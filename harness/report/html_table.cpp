// Tables of a page: readable aloud, scrolled by themselves, each figure under its name.
#include <fmt/format.h>

#include <cctype>

#include "harness/report/html_sections.h"

namespace sharebench::report {
namespace {

constexpr std::size_t kLongText = 300;  // bytes; longer ones get a frame of their own

bool is_number(const HtmlTable& table, std::size_t column) {
  return column < table.numbers.size() && table.numbers[column];
}

/// Columns 0 and 1 say what the row is about; the others hold what was found.
std::string figure_name(const HtmlTable& table, const std::vector<std::string>& row,
                        std::size_t column) {
  const std::string second = row.size() > 2 ? row[1] + "/" : std::string();
  return fmt::format("{}/{}/{}{}", table.figures, row[0], second, table.header[column]);
}

void add_text(Markup& page, const std::string& text) {
  if (text.size() < kLongText) {
    page.text(text);
    return;
  }
  page.open("span",
            {{"class", "cut"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", "long text"}});
  page.text(text);
  page.close("span");
}

void add_cell(Markup& page, const HtmlTable& table, const std::vector<std::string>& row,
              std::size_t column) {
  Attributes attributes;
  if (column == 0) attributes.emplace_back("scope", "row");
  if (is_number(table, column)) attributes.emplace_back("class", "number");
  const std::size_t labels = row.size() > 2 ? 2 : 1;
  if (!table.figures.empty() && column >= labels) {
    attributes.emplace_back("data-figure", figure_name(table, row, column));
  }
  const char* tag = column == 0 ? "th" : "td";
  page.open(tag, attributes);
  add_text(page, row[column]);
  page.close(tag);
}

}  // namespace

std::string slug(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto letter = static_cast<unsigned char>(c);
    if (std::isalnum(letter) != 0 && letter < 0x80)
      out += static_cast<char>(std::tolower(letter));
    else if (!out.empty() && out.back() != '_')
      out += '_';
  }
  return out;
}

void add_table(Markup& page, const HtmlTable& table) {
  page.open(
      "div",
      {{"class", "scroll"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", table.caption}});
  page.open("table", table.id.empty() ? Attributes{} : Attributes{{"id", table.id}});
  page.element("caption", {}, table.caption);
  if (!table.header.empty()) {
    page.open("thead");
    page.open("tr");
    for (std::size_t i = 0; i < table.header.size(); ++i) {
      Attributes attributes = {{"scope", "col"}};
      if (is_number(table, i)) attributes.emplace_back("class", "number");
      page.element("th", attributes, table.header[i]);
    }
    page.close("tr");
    page.close("thead");
  }
  page.open("tbody");
  for (const std::vector<std::string>& row : table.rows) {
    page.open("tr");
    for (std::size_t i = 0; i < row.size(); ++i) add_cell(page, table, row, i);
    page.close("tr");
  }
  page.close("tbody");
  page.close("table");
  page.close("div");
}

}  // namespace sharebench::report
