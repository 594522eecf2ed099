// The only place that prints and parses quantities, so that a figure looks the same everywhere.
#pragma once

#include <cstdint>
#include <string>

namespace sharebench {

/// "812 us", "1.34 s": three significant digits, unit chosen by size. Input in seconds, >= 0.
std::string format_seconds(double seconds);

/// "4 KiB", "1.5 MiB": binary units.
std::string format_bytes(double bytes);

/// "1,234" for counts below a million, "1.23 M" above; fractions keep one digit below 100.
std::string format_count(double count);

/// "2.61x", "0.43x", "0.028x": a ratio with two or three significant digits.
std::string format_ratio(double ratio);

/// "5 %", "4.2 %", "95 %", "0.013 %": a fraction (0.05 is 5 %), at most three significant digits.
std::string format_percent(double fraction);

/// "0.0123", "1028": a bare number for CSV, nine significant digits, whole numbers in full.
std::string format_plain(double value);

/// "12 m 30 s": for progress lines and estimates. Input in seconds, >= 0.
std::string format_eta(double seconds);

/// Bytes of "4096", "4k", "4KiB", "1.5MiB", "2GiB" (binary units; B optional).
/// Throws UsageError naming `what` when the text is not a size.
std::uint64_t parse_bytes(const std::string& text, const std::string& what);

/// Seconds of "2ms", "1.5s", "300us", "10m", "2h"; a bare number is seconds.
/// Throws UsageError naming `what`.
double parse_seconds(const std::string& text, const std::string& what);

/// Fraction of "5%" or "0.05", above 0 and below 1. Throws UsageError naming `what`.
double parse_fraction(const std::string& text, const std::string& what);

/// A whole number within [low, high]. Throws UsageError naming `what`, the value and the range.
std::int64_t parse_integer(const std::string& text, const std::string& what, std::int64_t low,
                           std::int64_t high);

}  // namespace sharebench
