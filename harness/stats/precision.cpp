// Scales, half-widths and effects.
#include "harness/stats/precision.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "harness/stats/distributions.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

constexpr double kEfficiency = 3 / std::numbers::pi;
constexpr double kPowerQuantile = 1.6448536269514722;  // normal quantile of .95
constexpr double kMostProjected = 1e6;

double standard_error(double s, double n) {
  if (!(n > 0)) throw std::invalid_argument("a precision needs blocks");
  return s / std::sqrt(kEfficiency * n);
}

}  // namespace

std::optional<double> block_scale(const std::vector<double>& d) {
  if (d.empty()) return std::nullopt;
  const Estimate estimate = hodges_lehmann(d, 0.05);
  if (!estimate.low || !estimate.high) return std::nullopt;
  const double n = estimate.n;
  const double half_width = (*estimate.high - *estimate.low) / 2;
  return half_width * std::sqrt(kEfficiency * n) / student_quantile(0.975, n - 1);
}

double predicted_half_width(double s, int n, const SequentialDesign& design) {
  return design.z() * standard_error(s, n);
}

double minimum_detectable_effect(double s, int n, const SequentialDesign& design, double margin) {
  return std::exp(std::log1p(margin) + (design.z() + kPowerQuantile) * standard_error(s, n)) - 1;
}

double smallest_margin(double s, int n, const SequentialDesign& design) {
  return std::exp((design.z() + kPowerQuantile) * standard_error(s, n)) - 1;
}

std::optional<int> projected_blocks(const std::vector<double>& d, const SequentialDesign& design,
                                    double margin) {
  const auto s = block_scale(d);
  if (!s) return std::nullopt;
  const double distance = std::fabs(std::fabs(hodges_lehmann(d).value) - std::log1p(margin));
  const double n = std::pow(design.z() * *s / distance, 2) / kEfficiency;
  if (!(n < kMostProjected)) return std::nullopt;
  return std::max(static_cast<int>(std::ceil(n)), static_cast<int>(std::ssize(d)) + 1);
}

}  // namespace sharebench::stats
