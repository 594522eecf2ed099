// Figures in words; the digits come from core/units.
#include "harness/report/figure_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "harness/core/units.h"
#include "harness/report/charts/words.h"

namespace sharebench::report {
namespace {

constexpr std::size_t kMostKindsInText = 5;

std::string with_interval(const Estimate& estimate, std::string (*format)(double),
                          const std::string& lang) {
  if (estimate.n == 0) return say(lang, "none");
  if (!estimate.low || !estimate.high) {
    return say(lang, "{} [no interval: n < 6]", format(estimate.value));
  }
  return fmt::format("{} [{}, {}]", format(estimate.value), format(*estimate.low),
                     format(*estimate.high));
}

std::string signed_percent(double fraction) {
  return (fraction < 0 ? "-" : "+") + format_percent(std::fabs(fraction));
}

}  // namespace

std::string seconds_text(const Estimate& seconds, const std::string& lang) {
  return with_interval(seconds, format_seconds, lang);
}

std::string ratio_text(const Estimate& ratio, const std::string& lang) {
  return with_interval(ratio, format_ratio, lang);
}

std::string serial_text(const SerialRoundTrips& serial, const std::string& lang) {
  if (serial.waits) return with_interval(serial.slope, format_count, lang);
  if (!serial.slope.low || !serial.slope.high) return say(lang, "no waiting round trips");
  return say(lang, "no waiting round trips [{}, {}]", format_count(*serial.slope.low),
             format_count(*serial.slope.high));
}

std::string rate_text(double per_second, const Estimate& seconds, std::string (*format)(double)) {
  Estimate rate{per_second, {}, {}, seconds.n};
  // The work is the same, so the rate at the upper bound of time is the lower bound of the rate.
  if (seconds.high) rate.low = per_second * seconds.value / *seconds.high;
  if (seconds.low) rate.high = per_second * seconds.value / *seconds.low;
  return with_interval(rate, format, "en");
}

std::string leftover_text(const Estimate& leftover, const std::string& lang) {
  return with_interval(leftover, signed_percent, lang);
}

std::string round_trips_text(const Summary& summary, const std::string& lang) {
  if (!summary.round_trips) return say(lang, "not counted");
  const double low = summary.round_trips_min.value_or(*summary.round_trips);
  const double high = summary.round_trips_max.value_or(*summary.round_trips);
  if (low == high) return format_count(*summary.round_trips);
  return say(lang, "{} ({} to {})", format_count(*summary.round_trips), format_count(low),
             format_count(high));
}

std::string kinds_text(const std::vector<std::pair<std::string, double>>& by_kind,
                       const std::string& lang) {
  std::vector<std::string> parts;
  double others = 0;
  for (std::size_t i = 0; i < by_kind.size(); ++i) {
    const auto& [kind, count] = by_kind[i];
    if (i < kMostKindsInText) {
      parts.push_back(fmt::format("{} {}", kind, format_count(count)));
    } else {
      others += count;
    }
  }
  if (by_kind.size() > kMostKindsInText) {
    parts.push_back(
        say(lang, "{} more: {}", by_kind.size() - kMostKindsInText, format_count(others)));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string p_text(double p) {
  return p < 0.0001 ? std::string("< 0.0001") : fmt::format("{:.4f}", p);
}

std::string samples_text(const Summary& summary) {
  std::vector<std::string> notes;
  if (summary.failures > 0) notes.push_back(fmt::format("{} failed", summary.failures));
  if (summary.outliers > 0) notes.push_back(fmt::format("{} outliers", summary.outliers));
  if (notes.empty()) return std::to_string(summary.samples);
  return fmt::format("{} ({})", summary.samples, fmt::join(notes, ", "));
}

}  // namespace sharebench::report
