// Names and sentences as they go into a picture: clean, short, distinct, broken into lines.
#pragma once

#include <string>
#include <vector>

namespace sharebench::report {

/// Valid UTF-8 on one line: control characters become spaces; broken bytes and invisible characters
/// that turn the direction of text (Unicode's Bidi_Control) become U+FFFD, so that they are seen.
std::string clean(const std::string& text);

/// Width in pixels at a font size, as DejaVu Sans sets it (about: one width a class of characters).
double text_width(const std::string& text, double font_px);

/// Cleaned, and at most `width_px` wide: what is too long loses its middle, since the ends of share
/// and workload names tell them apart.
std::string shortened(const std::string& text, double width_px, double font_px);

/// `shortened` for each; names that would become the same get " #2", " #3" after them.
std::vector<std::string> distinct_labels(const std::vector<std::string>& names, double width_px,
                                         double font_px);

/// Cleaned and broken at spaces into lines of at most `width_px`.
std::vector<std::string> wrapped(const std::string& text, double width_px, double font_px);

}  // namespace sharebench::report
