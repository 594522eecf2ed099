// Contrasts of early samples to late ones, over mounts.
#include "harness/stats/warm_up.h"

#include <cmath>
#include <cstddef>
#include <stdexcept>

#include "harness/core/comparison.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

constexpr std::size_t kPilotSamples = 12, kJudged = 6, kFewestMounts = 5;
constexpr double kSettled = 0.02, kPerhapsSettled = 0.04, kTrendLevel = 0.1;

/// The contrast of sample `i` (from 0) to the second half, over mounts.
Estimate contrast(const std::vector<std::vector<double>>& mounts, std::size_t i) {
  std::vector<double> values;
  for (const std::vector<double>& x : mounts) {
    values.push_back(x[i] - median({x.begin() + kJudged, x.end()}));
  }
  return hodges_lehmann(values, kTrendLevel);
}

bool settled(const Estimate& c) {
  if (std::fabs(c.value) <= kSettled) return true;
  return *c.low <= 0 && *c.high >= 0 && std::fabs(c.value) <= kPerhapsSettled;
}

}  // namespace

WarmUp find_warm_up(const std::vector<std::vector<double>>& mounts) {
  if (mounts.size() < kFewestMounts) throw std::invalid_argument("too few pilot mounts");
  for (const std::vector<double>& x : mounts) {
    if (x.size() != kPilotSamples) throw std::invalid_argument("a pilot mount has 12 samples");
  }
  WarmUp result;
  int last_unsettled = 0;  // counted from 1; 0: none
  for (std::size_t i = 0; i < kJudged; ++i) {
    const Estimate c = contrast(mounts, i);
    result.contrasts.push_back(c.value);
    if (!settled(c)) last_unsettled = static_cast<int>(i) + 1;
  }
  result.samples = last_unsettled;
  if (last_unsettled == static_cast<int>(kJudged)) {
    result.state = SteadyState::kNone;
  } else if (last_unsettled > 0) {
    double before = 0;
    for (int i = 0; i < last_unsettled; ++i)
      before += result.contrasts[static_cast<std::size_t>(i)];
    result.state = before > 0 ? SteadyState::kWarmUp : SteadyState::kSlowDown;
  }
  return result;
}

std::string name(SteadyState state) {
  switch (state) {
    case SteadyState::kFlat:
      return "flat";
    case SteadyState::kWarmUp:
      return "warm-up";
    case SteadyState::kSlowDown:
      return "slow-down";
    case SteadyState::kNone:
      break;
  }
  return "no steady state";
}

}  // namespace sharebench::stats
