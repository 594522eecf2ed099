// Figures and the distribution of sizes.
#include "workloads/support/jar_presets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "workloads/support/params.h"

namespace sharebench::workloads::jar {
namespace {

constexpr std::uint64_t kMega = 1'000'000;

/// The fewest that a scale leaves.
struct Least {
  std::size_t differing, same, entries_a_jar;
};
constexpr Least kEveryConflict = {6, 2, 4};  // one of each kind that the generator knows
constexpr Least kTiny = {2, 1, 3};  // for emulated machines, where a path costs milliseconds
constexpr double kTinyScale = 0.002;

/// The standard normal quantile to 4.5e-4 (Abramowitz and Stegun, formula 26.2.23).
double normal_quantile(double share) {
  const double tail = std::min(share, 1 - share);
  const double t = std::sqrt(-2 * std::log(tail));
  const double z = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) /
                           (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
  return share < 0.5 ? -z : z;
}

std::size_t scale_count(std::size_t count, double scale) {
  return static_cast<std::size_t>(std::llround(static_cast<double>(count) * scale));
}

std::uint64_t scale_bytes(std::uint64_t bytes, double scale) {
  return static_cast<std::uint64_t>(std::llround(static_cast<double>(bytes) * scale));
}

}  // namespace

Figures preset_figures(const std::string& name) {
  if (name == "small") return {16, 14 * kMega, 9'128, 33 * kMega, 8, 6};
  if (name == "service") return {92, 50 * kMega, 29'235, 110 * kMega, 1'265, 16};
  if (name == "spark-like") return {231, 189 * kMega, 91'233, 413 * kMega, 1'412, 63};
  throw ParamError(fmt::format("preset is '{}', but must be small, service or spark-like", name));
}

Figures scaled(const Figures& figures, double scale) {
  constexpr double kMost = 10;
  if (!(scale > 0) || scale > kMost) {
    throw ParamError(fmt::format("scale is {}, but must be above 0 and at most {}", scale, kMost));
  }
  const Least& fewest = scale < kTinyScale ? kTiny : kEveryConflict;
  Figures result;
  result.jars = std::max<std::size_t>(2, scale_count(figures.jars, scale));
  result.differing = std::max(fewest.differing, scale_count(figures.differing, scale));
  const std::size_t same =
      std::max(fewest.same, scale_count(figures.conflicts - figures.differing, scale));
  result.conflicts = result.differing + same;
  const std::size_t least = result.jars * fewest.entries_a_jar + result.conflicts * 2;
  result.entries = std::max(least, scale_count(figures.entries, scale));
  result.unzipped_bytes = scale_bytes(figures.unzipped_bytes, scale);
  result.jar_bytes = scale_bytes(figures.jar_bytes, scale);
  return result;
}

double entry_size_at(double rank) {
  struct Point {
    double z, bytes;
  };
  // The first point is the smallest class there is and the last bends the tail as the 99th does;
  // those at 0.75 and 0.96 keep the mean where the presets have it.
  static constexpr std::array<Point, 7> kPoints = {{{-2.6, 180},
                                                    {0, 1'800},
                                                    {0.6745, 3'600},
                                                    {1.2816, 7'900},
                                                    {1.75, 12'500},
                                                    {2.3263, 36'000},
                                                    {3.7, 260'000}}};
  const double z = std::clamp(normal_quantile(rank), kPoints.front().z, kPoints.back().z);
  std::size_t i = 1;
  while (i + 1 < kPoints.size() && z > kPoints[i].z) ++i;
  const Point& low = kPoints[i - 1];
  const Point& high = kPoints[i];
  const double part = (z - low.z) / (high.z - low.z);
  return low.bytes * std::pow(high.bytes / low.bytes, part);
}

}  // namespace sharebench::workloads::jar
