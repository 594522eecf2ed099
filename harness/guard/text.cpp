// Lines, words and numbers, by hand since the library's ways depend on a locale or allow too much.
#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

std::optional<std::uint64_t> digits(const std::string& text, std::size_t from, unsigned base,
                                    std::uint64_t most) {
  if (from >= text.size()) return std::nullopt;
  std::uint64_t value = 0;
  for (std::size_t i = from; i < text.size(); ++i) {
    const char c = text[i];
    const char low = static_cast<char>(c | 0x20);
    unsigned digit = 99;
    if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
    if (low >= 'a' && low <= 'f') digit = static_cast<unsigned>(low - 'a' + 10);
    if (digit >= base || value > (UINT64_MAX - digit) / base) return std::nullopt;
    value = value * base + digit;
  }
  if (value > most) return std::nullopt;
  return value;
}

}  // namespace

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t start = 0;
  while (start < text.size()) {
    std::size_t end = text.find('\n', start);
    if (end == std::string::npos) end = text.size();
    std::string line = text.substr(start, end - start);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(std::move(line));
    start = end + 1;
  }
  return lines;
}

std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  std::size_t start = 0;
  while ((start = line.find_first_not_of(" \t", start)) != std::string::npos) {
    const std::size_t end = line.find_first_of(" \t", start);
    words.push_back(line.substr(start, end - start));
    if (end == std::string::npos) break;
    start = end;
  }
  return words;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  std::size_t start = 0;
  while (true) {
    const std::size_t end = text.find(separator, start);
    parts.push_back(text.substr(start, end - start));
    if (end == std::string::npos) return parts;
    start = end + 1;
  }
}

std::string trim(const std::string& text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string::npos) return "";
  return text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1);
}

std::optional<std::uint64_t> parse_number(const std::string& text, std::uint64_t most) {
  if (text.size() > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
    return digits(text, 2, 16, most);
  if (text.size() > 1 && text[0] == '0') return digits(text, 1, 8, most);
  return digits(text, 0, 10, most);
}

std::optional<std::uint64_t> parse_decimal(const std::string& text, std::uint64_t most) {
  return digits(text, 0, 10, most);
}

}  // namespace sharebench::guard
