// Columns that line up, and lines that wrap, whatever the letters: the one place that knows the
// width of a text.
#pragma once

#include <string>
#include <vector>

namespace sharebench::report {

enum class Align { kLeft, kRight };

/// Columns that a UTF-8 text takes on a terminal: 0 for combining marks, 2 for wide East Asian
/// letters and emoji, 1 for the rest. Bytes that are no UTF-8 count 1 each.
int display_width(const std::string& text);

/// `text` filled up with spaces to `width` columns; longer texts stay as they are.
std::string pad(const std::string& text, int width, Align align);

/// Words of `text` over lines of at most `width` columns (a longer word has its line to itself); a
/// number and its per cent sign stay together.
std::vector<std::string> wrap(const std::string& text, int width);

/// The widest text of each column; rows may be shorter than the longest.
std::vector<int> column_widths(const std::vector<std::vector<std::string>>& rows);

/// One line, columns two spaces apart, nothing after the last letter.
std::string text_row(const std::vector<std::string>& row, const std::vector<int>& widths,
                     const std::vector<Align>& aligns);

}  // namespace sharebench::report
