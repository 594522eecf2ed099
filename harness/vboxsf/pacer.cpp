// Sleeps to an absolute time, so that a signal or a late start adds nothing to the pace.
#include "harness/vboxsf/pacer.h"

#include <sched.h>

#include <algorithm>
#include <ctime>

#include "harness/vboxsf/clock.h"

namespace sharebench::vboxsf {
namespace {

constexpr std::int64_t kSpinNs = 150'000;
constexpr std::int64_t kSecondNs = 1'000'000'000;

}  // namespace

void Pacer::set_pace(std::int64_t pace_ns) {
  pace_ns_ = std::clamp(pace_ns, std::int64_t{0}, kMaxPaceNs);
  held_ = {};
}

void Pacer::hold(std::int64_t arrived_ns, std::int64_t now_ns) {
  const std::int64_t due_ns = arrived_ns + pace_ns_;
  if (due_ns - now_ns > kSpinNs) {
    const std::int64_t wake_ns = due_ns - kSpinNs;
    const timespec wake{wake_ns / kSecondNs, wake_ns % kSecondNs};
    ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &wake, nullptr);
    now_ns = monotonic_ns();
  }
  while (now_ns < due_ns) now_ns = monotonic_ns();
  ++held_.calls;
  held_.sum_ns += now_ns - arrived_ns;
  held_.max_ns = std::max(held_.max_ns, now_ns - arrived_ns);
}

void ask_for_priority() {
  const sched_param priority{10};
  ::sched_setscheduler(0, SCHED_FIFO, &priority);
}

}  // namespace sharebench::vboxsf
