// The one clock of the service: arrivals, service times and pace are differences of it.
#pragma once

#include <cstdint>
#include <ctime>

namespace sharebench::vboxsf {

/// Nanoseconds of CLOCK_MONOTONIC.
inline std::int64_t monotonic_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace sharebench::vboxsf
