// Reads two kernel files and a clock; a file that is not there is an empty answer.
#include "bench/runner/facts.h"

#include <ctime>

#include "workloads/support/io.h"
#include "workloads/support/latency.h"
#include "workloads/workload.h"

namespace sharebench::runner {

namespace {

std::string text_or_nothing(const std::string& path) {
  try {
    return workloads::read_file(path);
  } catch (const workloads::WorkloadError&) {
    return "";
  }
}

}  // namespace

Clock measure_clock() {
  constexpr int kReadings = 4096;
  Clock clock;
  timespec resolution{};
  if (::clock_getres(CLOCK_MONOTONIC, &resolution) == 0) {
    clock.resolution_ns = static_cast<std::uint64_t>(resolution.tv_sec) * 1'000'000'000 +
                          static_cast<std::uint64_t>(resolution.tv_nsec);
  }
  const std::uint64_t start = workloads::now_ns();
  std::uint64_t last = start;
  for (int i = 0; i < kReadings; ++i) last = workloads::now_ns();
  clock.cost_ns = static_cast<double>(last - start) / kReadings;
  return clock;
}

std::string clocksource() {
  std::string text =
      text_or_nothing("/sys/devices/system/clocksource/clocksource0/current_clocksource");
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string mountinfo() {
  return text_or_nothing("/proc/self/mountinfo");
}

}  // namespace sharebench::runner
