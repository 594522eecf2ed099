// Text is data here: it is measured and cut, never read as markup or as an expression.
#include "harness/report/charts/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <sstream>
#include <utility>

#include "harness/report/utf8.h"

namespace sharebench::report {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

std::string encode(char32_t code) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  if (code < 0x80) return {byte(code)};
  const char last = byte(0x80 | (code & 0x3F));
  if (code < 0x800) return {byte(0xC0 | (code >> 6)), last};
  const char middle = byte(0x80 | ((code >> 6) & 0x3F));
  if (code < 0x10000) return {byte(0xE0 | (code >> 12)), middle, last};
  return {byte(0xF0 | (code >> 18)), byte(0x80 | ((code >> 12) & 0x3F)), middle, last};
}

std::vector<char32_t> characters(const std::string& text) {
  std::vector<char32_t> all;
  for (std::size_t at = 0; at < text.size();) {
    const auto code = static_cast<char32_t>(next_letter(text, at));
    const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    all.push_back(control ? U' ' : deceives(code) ? kReplacement : code);
  }
  return all;
}

/// Advance of DejaVu Sans in font sizes, by class.
double advance(char32_t code) {
  static const std::u32string kNarrow = U" !'(),./:;I[]fijlrt|", kWide = U"%+<=>@MWmw~";
  if (kNarrow.find(code) != std::u32string::npos) return 0.36;
  if (kWide.find(code) != std::u32string::npos) return 0.86;
  return code >= 0x2E80 ? 1.0 : code >= U'A' && code <= U'Z' ? 0.69 : 0.62;
}

double width_of(const std::vector<char32_t>& text, double font_px) {
  double sum = 0;
  for (const char32_t code : text) sum += advance(code);
  return sum * font_px;
}

std::string joined(const std::vector<char32_t>& text) {
  std::string out;
  for (const char32_t code : text) out += encode(code);
  return out;
}

}  // namespace

std::string clean(const std::string& text) {
  return joined(characters(text));
}

double text_width(const std::string& text, double font_px) {
  return width_of(characters(text), font_px);
}

std::string shortened(const std::string& text, double width_px, double font_px) {
  const std::vector<char32_t> all = characters(text);
  if (width_of(all, font_px) <= width_px) return joined(all);
  std::vector<char32_t> head, tail;
  double left = width_px - font_px;  // the ellipsis
  for (std::size_t i = 0; i < all.size(); ++i) {
    const char32_t next = i % 2 == 0 ? all[i / 2] : all[all.size() - 1 - i / 2];
    left -= advance(next) * font_px;
    if (left < 0) break;
    (i % 2 == 0 ? head : tail).push_back(next);
  }
  std::reverse(tail.begin(), tail.end());
  return joined(head) + "\u2026" + joined(tail);
}

std::vector<std::string> distinct_labels(const std::vector<std::string>& names, double width_px,
                                         double font_px) {
  std::vector<std::string> labels;
  std::set<std::string> taken;
  for (const std::string& name : names) {
    std::string label = shortened(name, width_px, font_px);
    for (int number = 2; !taken.insert(label).second; ++number) {
      const std::string mark = fmt::format(" #{}", number);
      label = shortened(name, width_px - text_width(mark, font_px), font_px) + mark;
    }
    labels.push_back(label);
  }
  return labels;
}

std::vector<std::string> wrapped(const std::string& text, double width_px, double font_px) {
  std::istringstream words(clean(text));
  std::vector<std::string> lines;
  std::string line;
  for (std::string word; words >> word;) {
    word = shortened(word, width_px, font_px);
    const std::string longer = line.empty() ? word : line + " " + word;
    if (!line.empty() && text_width(longer, font_px) > width_px) {
      lines.push_back(line);
      line = word;
    } else {
      line = longer;
    }
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

}  // namespace sharebench::report
