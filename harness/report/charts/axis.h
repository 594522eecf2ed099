// Axes whose ticks are chosen here, so that they carry our units and the same spec looks the same
// everywhere.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/report/charts/frame.h"

namespace sharebench::report {

struct Axis {
  bool log = false;
  double low = 0, high = 1;           ///< the domain
  std::vector<double> ticks{};        ///< inside it
  std::vector<std::string> labels{};  ///< of the ticks
  std::string title{};
};

/// How an axis is to look: its title, the words of a tick, the room there is.
struct AxisWish {
  std::string title{};
  std::string (*format)(double) = nullptr;
  double plot_px = 0, font_px = 0;
};

/// A logarithmic axis around the positive finite ones of `values`: ticks at 1, 2, 5 of every
/// decade, fewer where there is no room; at round steps where it spans less than that.
Axis log_axis(const std::vector<double>& values, const AxisWish& wish);

/// A linear axis from 0 to the largest of `values` (1 where there is none above 0).
Axis linear_axis(const std::vector<double>& values, const AxisWish& wish);

/// "1x", "0.5x", "1e-06x": a ratio as the label of a tick.
std::string ratio_tick(double ratio);

/// Where `value` is drawn: itself, or the nearer end of the axis where it lies beyond (a ratio of 0
/// or infinity on a logarithmic axis).
double placed(const Axis& axis, double value);

/// `scale` and `axis` of a position channel. `bare`: no title and no labels, the grid alone.
Json axis_scale(const Axis& axis);
Json axis_look(const Axis& axis, bool bare);

/// A position channel of a field along the axis, with labels; `extent` above 0 is the room in
/// pixels that they take, so that panels one below the other begin at the same place.
Json position(const char* field, const Axis& axis, double extent);

}  // namespace sharebench::report
