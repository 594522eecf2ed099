// Widths of texts. The ranges are the ones that matter here, from Unicode's EastAsianWidth.txt.
#include "harness/report/text_table.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "harness/report/utf8.h"

namespace sharebench::report {
namespace {

using Letters = std::pair<std::uint32_t, std::uint32_t>;

constexpr std::array<Letters, 5> kZeroWidth = {
    {{0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}}};
constexpr std::array<Letters, 8> kDoubleWidth = {{{0x1100, 0x115F},
                                                  {0x2E80, 0x303E},
                                                  {0x3041, 0xA4CF},
                                                  {0xAC00, 0xD7A3},
                                                  {0xF900, 0xFAFF},
                                                  {0xFE30, 0xFE6F},
                                                  {0xFF00, 0xFF60},
                                                  {0x1F300, 0x1FAFF}}};

template <std::size_t N>
bool within(std::uint32_t letter, const std::array<Letters, N>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const Letters& range) {
    return letter >= range.first && letter <= range.second;
  });
}

}  // namespace

int display_width(const std::string& text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t letter = next_letter(text, at);
    if (within(letter, kZeroWidth)) continue;
    width += within(letter, kDoubleWidth) ? 2 : 1;
  }
  return width;
}

std::string pad(const std::string& text, int width, Align align) {
  const std::string space(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ');
  return align == Align::kRight ? space + text : text + space;
}

std::vector<std::string> wrap(const std::string& text, int width) {
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
    if (text.compare(end, 2, " %") == 0)
      end = std::min(text.find_first_of(" \n", end + 1), text.size());
    const std::string word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
      lines.push_back(line);
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

std::vector<int> column_widths(const std::vector<std::vector<std::string>>& rows) {
  std::vector<int> widths;
  for (const auto& row : rows) {
    if (row.size() > widths.size()) widths.resize(row.size(), 0);
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  return widths;
}

std::string text_row(const std::vector<std::string>& row, const std::vector<int>& widths,
                     const std::vector<Align>& aligns) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) line += "  ";
    line += pad(row[i], widths[i], aligns[i]);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace sharebench::report
