// Two readings a target.
#include "harness/run/clock_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/stats/clock_checks.h"

namespace sharebench::run {
namespace {

constexpr double kReadingError_s = 0.05;  // reading a guest's clock takes as long, mostly

}  // namespace

ClockCheck::ClockCheck(const std::vector<targets::Target*>& targets) {
  for (targets::Target* target : targets) {
    const auto now = target->clocks();
    if (now) begun_.push_back({target, *now});
  }
}

ClockCheck::Result ClockCheck::end() const {
  Result result;
  double furthest = 0;
  for (const Reading& begun : begun_) {
    const auto now = begun.target->clocks();
    if (!now) continue;
    const double host_s = now->host_s - begun.clocks.host_s;
    const double guest_s = now->guest_s - begun.clocks.guest_s;
    const double error_s = std::max(kReadingError_s, now->error_s + begun.clocks.error_s);
    const bool measurable = host_s > 0 && guest_s > 0;
    if (measurable && std::fabs(std::log(guest_s / host_s)) > furthest) {
      furthest = std::fabs(std::log(guest_s / host_s));
      result.ratio = guest_s / host_s;
    }
    if (std::fabs(guest_s - host_s) > error_s && stats::clocks_disagree(guest_s, host_s)) {
      result.disagree = fmt::format(
          "the guest's clock ran {:.3f} s while the host's ran {:.3f} s (paused, stolen time, or a "
          "clock that stepped)",
          guest_s, host_s);
    }
  }
  return result;
}

}  // namespace sharebench::run
