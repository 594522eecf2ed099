// Printing and parsing of quantities.
#include "harness/core/units.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include "harness/core/error.h"

namespace sharebench {
namespace {

/// Three significant digits without an exponent: 0.812, 8.12, 81.2, 812.
std::string three_digits(double value) {
  const double size = std::fabs(value);
  if (size >= 99.95) return fmt::format("{:.0f}", value);
  if (size >= 9.995) return fmt::format("{:.1f}", value);
  return fmt::format("{:.2f}", value);
}

std::string with_thousands(std::int64_t value) {
  std::string digits = std::to_string(value);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (value < 0 ? 1 : 0);
       at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

/// A decimal number (point, never comma: the locale does not matter) and what follows it.
std::optional<std::pair<double, std::string>> number_and_rest(const std::string& text) {
  double value = 0;
  std::size_t at = 0;
  bool any = false;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, any = true) {
    value = value * 10 + (text[at] - '0');
  }
  if (at < text.size() && text[at] == '.') {
    double place = 0.1;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, any = true) {
      value += place * (text[at] - '0');
      place /= 10;
    }
  }
  if (!any) return std::nullopt;
  return std::pair{value, text.substr(at)};
}

using UnitRow = std::pair<std::string_view, double>;

template <std::size_t N>
std::optional<double> in_units(const std::string& text, const std::array<UnitRow, N>& units) {
  const auto parts = number_and_rest(text);
  if (!parts) return std::nullopt;
  for (const auto& [unit, factor] : units) {
    if (parts->second == unit) return parts->first * factor;
  }
  return std::nullopt;
}

}  // namespace

std::string format_seconds(double seconds) {
  if (seconds < 0.9995e-6) return fmt::format("{:.0f} ns", seconds * 1e9);
  if (seconds < 0.9995e-3) return three_digits(seconds * 1e6) + " us";
  if (seconds < 0.9995) return three_digits(seconds * 1e3) + " ms";
  return three_digits(seconds) + " s";
}

std::string format_bytes(double bytes) {
  constexpr std::array<const char*, 5> kUnits = {"B", "KiB", "MiB", "GiB", "TiB"};
  std::size_t unit = 0;
  while (bytes >= 1023.5 && unit + 1 < kUnits.size()) {
    bytes /= 1024;
    ++unit;
  }
  const bool whole = std::fabs(bytes - std::round(bytes)) < 1e-9;
  return (whole ? fmt::format("{:.0f}", bytes) : three_digits(bytes)) + " " + kUnits[unit];
}

std::string format_count(double count) {
  if (std::fabs(count) >= 1e6) return three_digits(count / 1e6) + " M";
  if (std::fabs(count) < 100 && std::fabs(count - std::round(count)) > 1e-9) {
    return fmt::format("{:.1f}", count);
  }
  return with_thousands(std::llround(count));
}

std::string format_ratio(double ratio) {
  const double size = std::fabs(ratio);
  if (size > 0 && size < 0.0995) return fmt::format("{:#.2g}x", ratio);
  return three_digits(ratio) + "x";
}

std::string format_percent(double fraction) {
  return fmt::format("{:.3g} %", fraction * 100);
}

std::string format_plain(double value) {
  constexpr double kExactIntegers = 9007199254740992.0;  // 2^53
  if (value == std::floor(value) && std::fabs(value) < kExactIntegers) {
    return fmt::format("{:.0f}", value);
  }
  return fmt::format("{:.9g}", value);
}

std::string format_eta(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} m {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} m", whole / 3600, whole % 3600 / 60);
}

std::uint64_t parse_bytes(const std::string& text, const std::string& what) {
  constexpr double k = 1024;
  constexpr std::array<UnitRow, 14> kUnits = {{{"", 1},
                                               {"B", 1},
                                               {"k", k},
                                               {"K", k},
                                               {"KiB", k},
                                               {"kB", k},
                                               {"KB", k},
                                               {"m", k * k},
                                               {"M", k * k},
                                               {"MiB", k * k},
                                               {"MB", k * k},
                                               {"g", k * k * k},
                                               {"G", k * k * k},
                                               {"GiB", k * k * k}}};
  const auto bytes = in_units(text, kUnits);
  if (!bytes || *bytes > 1e15) {
    throw UsageError(fmt::format("{} '{}' is not a size", what, text),
                     "write a size such as 4096, 4KiB or 1.5MiB");
  }
  return static_cast<std::uint64_t>(*bytes + 0.5);
}

double parse_seconds(const std::string& text, const std::string& what) {
  constexpr std::array<UnitRow, 7> kUnits = {
      {{"", 1}, {"s", 1}, {"ms", 1e-3}, {"us", 1e-6}, {"ns", 1e-9}, {"m", 60}, {"h", 3600}}};
  const auto seconds = in_units(text, kUnits);
  if (!seconds) {
    throw UsageError(fmt::format("{} '{}' is not a time", what, text),
                     "write a time such as 2ms, 1.5s or 10m");
  }
  return *seconds;
}

double parse_fraction(const std::string& text, const std::string& what) {
  constexpr std::array<UnitRow, 2> kUnits = {{{"", 1}, {"%", 0.01}}};
  const auto fraction = in_units(text, kUnits);
  if (!fraction || *fraction >= 1 || !(*fraction > 0)) {
    throw UsageError(fmt::format("{} '{}' is not a fraction between 0 and 1", what, text),
                     "write it as 5% or 0.05");
  }
  return *fraction;
}

std::int64_t parse_integer(const std::string& text, const std::string& what, std::int64_t low,
                           std::int64_t high) {
  const bool negative = !text.empty() && text[0] == '-';
  const auto parts = number_and_rest(negative ? text.substr(1) : text);
  const bool whole =
      parts && parts->second.empty() && text.find('.') == std::string::npos && parts->first <= 9e15;
  const std::int64_t value =
      whole ? static_cast<std::int64_t>(parts->first) * (negative ? -1 : 1) : 0;
  if (!whole || value < low || value > high) {
    throw UsageError(
        fmt::format("{} '{}' is not a whole number from {} to {}", what, text, low, high),
        "give a number in that range");
  }
  return value;
}

}  // namespace sharebench
