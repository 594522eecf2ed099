// Eight heights of a block, U+2581 to U+2588.
#include "harness/report/sparkline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace sharebench::report {
namespace {

constexpr std::array<const char*, 8> kBlocks = {"\u2581", "\u2582", "\u2583", "\u2584",
                                                "\u2585", "\u2586", "\u2587", "\u2588"};

/// The upper median of each of `columns` stretches.
std::vector<double> medians_of_stretches(const std::vector<double>& values, std::size_t columns) {
  std::vector<double> medians;
  for (std::size_t i = 0; i < columns; ++i) {
    const auto at = [&](std::size_t part) {
      return values.begin() + static_cast<std::ptrdiff_t>(part * values.size() / columns);
    };
    std::vector<double> stretch(at(i), at(i + 1));
    const auto middle = stretch.begin() + static_cast<std::ptrdiff_t>(stretch.size() / 2);
    std::nth_element(stretch.begin(), middle, stretch.end());
    medians.push_back(*middle);
  }
  return medians;
}

}  // namespace

std::string sparkline(const std::vector<double>& values, int columns) {
  const auto room = static_cast<std::size_t>(std::max(1, columns));
  if (values.size() > room) return sparkline(medians_of_stretches(values, room), columns);
  if (values.empty()) return "";
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const double height = *most - *least;
  std::string line;
  for (const double value : values) {
    const double part = height > 0 ? (value - *least) / height : 0.5;
    line += kBlocks[static_cast<std::size_t>(std::lround(part * (kBlocks.size() - 1)))];
  }
  return line;
}

}  // namespace sharebench::report
