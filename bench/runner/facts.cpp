// Reads some kernel files and a clock; a file that is not there is an empty answer.
#include "bench/runner/facts.h"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cctype>
#include <cstdlib>
#include <ctime>
#include <sstream>

#include "workloads/support/area.h"
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

/// The value behind `key` and a colon on its first line, such as "model name" of /proc/cpuinfo.
std::string value_of(const std::string& text, const std::string& key) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto colon = line.find(": ");
    if (line.rfind(key, 0) == 0 && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "";
}

/// cgroup v2 says "max" for no limit, v1 a number that no machine has.
std::uint64_t memory_limit() {
  constexpr std::uint64_t kNoMachine = std::uint64_t{1} << 50;
  for (const char* file :
       {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
    const std::uint64_t limit = std::strtoull(text_or_nothing(file).c_str(), nullptr, 10);
    if (limit > 0 && limit < kNoMachine) return limit;
  }
  return 0;
}

/// The marker answers to another spelling of its name.
bool is_case_insensitive(const std::filesystem::path& area) {
  std::string shouted = workloads::kMarkerName;
  for (char& c : shouted) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  struct stat marker, other;
  return ::lstat((area / workloads::kMarkerName).c_str(), &marker) == 0 &&
         ::lstat((area / shouted).c_str(), &other) == 0 && marker.st_ino == other.st_ino;
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

Place look_around(const std::filesystem::path& area) {
  Place place;
  struct statvfs disk;
  if (::statvfs(area.c_str(), &disk) == 0) {
    place.free_bytes = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
  }
  const std::string total = value_of(text_or_nothing("/proc/meminfo"), "MemTotal");
  place.memory_bytes = std::strtoull(total.c_str(), nullptr, 10) * 1024;
  place.memory_limit_bytes = memory_limit();
  place.case_insensitive = is_case_insensitive(area);
  double load = 0;
  if (::getloadavg(&load, 1) == 1) place.load_average = load;
  place.cpus = static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN));
  place.cpu = value_of(text_or_nothing("/proc/cpuinfo"), "model name");
  return place;
}

}  // namespace sharebench::runner
