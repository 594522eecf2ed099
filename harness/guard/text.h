// Small steps over the text of tools: lines, words, numbers. No locale has a say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sharebench::guard {

/// Lines without their ends (LF or CRLF); no empty one after the last end.
std::vector<std::string> lines_of(const std::string& text);

/// Words between blanks and tabs.
std::vector<std::string> words_of(const std::string& line);

/// Parts between `separator`; an empty text has none.
std::vector<std::string> split(const std::string& text, char separator);

/// Without blanks, tabs and line ends around it.
std::string trim(const std::string& text);

/// A whole number as strtoul with base 0 reads it (0x hexadecimal, 0 octal) up to `most`.
std::optional<std::uint64_t> parse_number(const std::string& text, std::uint64_t most);

/// A whole decimal number up to `most`, digits only.
std::optional<std::uint64_t> parse_decimal(const std::string& text, std::uint64_t most);

}  // namespace sharebench::guard
