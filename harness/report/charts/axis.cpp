// Ticks: 1, 2 and 5, as far as there is room.
#include "harness/report/charts/axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/report/charts/text.h"

namespace sharebench::report {
namespace {

constexpr double kAround = 0.06;      // of the span, on either side
constexpr double kLeastSpan = 0.095;  // ln 1.1
constexpr double kMostLog = 690;      // of values: a double reaches to 709

/// True when the labels of all ticks stand side by side.
bool fits(const Axis& axis, const AxisWish& wish, const std::vector<double>& ticks) {
  double before = -1e9;
  for (const double tick : ticks) {
    const double part = axis.log ? (std::log(tick) - std::log(axis.low)) /
                                       (std::log(axis.high) - std::log(axis.low))
                                 : (tick - axis.low) / (axis.high - axis.low);
    const double half = text_width(wish.format(tick), wish.font_px) / 2 + 7;
    const double at = part * wish.plot_px;
    if (at - half < before) return false;
    before = at + half;
  }
  return true;
}

void set_ticks(Axis& axis, const AxisWish& wish, const std::vector<double>& ticks) {
  axis.ticks = ticks;
  axis.labels.clear();
  for (const double tick : ticks) axis.labels.push_back(wish.format(tick));
}

/// Multiples of 1, 2 or 5 times a power of ten, as close as there is room for.
std::vector<double> round_steps(const Axis& axis, const AxisWish& wish) {
  const double span = axis.high - axis.low;
  std::vector<double> ticks;
  for (int power = static_cast<int>(std::floor(std::log10(span))) - 2; power < 310; ++power) {
    for (const double digit : {1.0, 2.0, 5.0}) {
      const double step = digit * std::pow(10.0, power);
      if (span / step > 40) continue;
      ticks.clear();
      for (double i = std::ceil(axis.low / step); i * step <= axis.high; ++i) {
        // Divided by a whole number where that is exact, so that 0.3 is 0.3.
        ticks.push_back(power < 0 ? i * digit / std::pow(10.0, -power) : i * step);
      }
      if (ticks.size() <= 7 && fits(axis, wish, ticks)) return ticks;
    }
  }
  return ticks;
}

double power_of_ten(int power) {
  return power < 0 ? 1 / std::pow(10.0, -power) : std::pow(10.0, power);
}

/// Every `stride`th decade, each with these digits.
std::vector<double> decades(const Axis& axis, int stride, const std::vector<double>& digits) {
  std::vector<double> ticks;
  const int first = static_cast<int>(std::floor(std::log10(axis.low)));
  for (int power = first - first % stride - stride; power < first + 700; power += stride) {
    if (power < -307 || power > 307) continue;
    if (power_of_ten(power) > axis.high) break;
    for (const double digit : digits) {
      const double tick = power < 0 ? digit / std::pow(10.0, -power) : digit * power_of_ten(power);
      if (tick >= axis.low && tick <= axis.high) ticks.push_back(tick);
    }
  }
  return ticks;
}

/// Of these ticks from left to right, each that has room beside those before it.
std::vector<double> as_many_as_fit(const Axis& axis, const AxisWish& wish,
                                   const std::vector<double>& all) {
  std::vector<double> chosen;
  for (const double tick : all) {
    chosen.push_back(tick);
    if (!fits(axis, wish, chosen)) chosen.pop_back();
  }
  return chosen;
}

}  // namespace

Axis log_axis(const std::vector<double>& values, const AxisWish& wish) {
  Axis axis;
  axis.log = true;
  axis.title = wish.title;
  double low = 0, high = 0;
  bool any = false;
  for (const double value : values) {
    if (!(value > 0) || !std::isfinite(value)) continue;
    const double at = std::clamp(std::log(value), -kMostLog, kMostLog);
    low = any ? std::min(low, at) : at;
    high = any ? std::max(high, at) : at;
    any = true;
  }
  const double lacking = std::max(0.0, kLeastSpan - (high - low)) / 2;
  const double pad = (high - low) * kAround + lacking;
  axis.low = std::exp(std::max(low - pad, -700.0));
  axis.high = std::exp(std::min(high + pad, 700.0));
  for (const auto& digits : {std::vector<double>{1, 2, 5}, std::vector<double>{1}}) {
    const std::vector<double> ticks = decades(axis, 1, digits);
    if (ticks.size() >= 3 && fits(axis, wish, ticks)) {
      set_ticks(axis, wish, ticks);
      return axis;
    }
  }
  if (axis.high / axis.low < 1000) {
    std::vector<double> ticks = round_steps(axis, wish);
    if (ticks.size() < 3) {
      const auto some = as_many_as_fit(axis, wish, decades(axis, 1, {1, 2, 5}));
      if (some.size() > ticks.size()) ticks = some;
    }
    set_ticks(axis, wish, ticks);
    return axis;
  }
  int stride = 2;
  while (stride < 300 && !fits(axis, wish, decades(axis, stride, {1}))) ++stride;
  set_ticks(axis, wish, decades(axis, stride, {1}));
  return axis;
}

Axis linear_axis(const std::vector<double>& values, const AxisWish& wish) {
  Axis axis;
  axis.title = wish.title;
  double high = 0;
  for (const double value : values) {
    if (std::isfinite(value)) high = std::max(high, value);
  }
  axis.high = high > 0 ? high * 1.02 : 1;
  set_ticks(axis, wish, round_steps(axis, wish));
  return axis;
}

std::string ratio_tick(double ratio) {
  return fmt::format("{:g}x", ratio);
}

double placed(const Axis& axis, double value) {
  if (std::isnan(value)) return axis.low;
  return std::clamp(value, axis.low, axis.high);
}

Json axis_scale(const Axis& axis) {
  Json scale = {
      {"type", axis.log ? "log" : "linear"}, {"domain", {axis.low, axis.high}}, {"nice", false}};
  if (!axis.log) scale["zero"] = false;
  return scale;
}

Json axis_look(const Axis& axis, bool bare) {
  Json look = {{"values", axis.ticks}, {"labels", !bare}, {"grid", true}, {"title", nullptr}};
  if (bare) return look;
  // The words are ours (numbers with units), so they may stand in an expression.
  std::string words = "''";
  for (std::size_t i = axis.ticks.size(); i-- > 0;) {
    words = fmt::format("datum.value === {} ? {} : {}", axis.ticks[i], Json(axis.labels[i]).dump(),
                        words);
  }
  look["labelExpr"] = words;
  look["title"] = axis.title;
  look["labelOverlap"] = false;
  look["labelFlush"] = false;
  return look;
}

Json position(const char* field, const Axis& axis, double extent) {
  Json look = axis_look(axis, false);
  if (extent > 0) look["minExtent"] = look["maxExtent"] = extent;
  return {{"field", field}, {"type", "quantitative"}, {"scale", axis_scale(axis)}, {"axis", look}};
}

}  // namespace sharebench::report
