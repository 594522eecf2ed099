// What the runner says of the place it runs in: its clock and its mounts, observed and not
// believed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace sharebench::runner {

struct Clock {
  std::uint64_t resolution_ns = 0;
  double cost_ns = 0;  ///< of one reading
};

/// Reads the steady clock some thousand times.
Clock measure_clock();

/// The kernel's clock source ("tsc", "arch_sys_counter"); empty where the system does not say.
std::string clocksource();

/// The whole mount table as proc(5) mountinfo; empty where there is none.
std::string mountinfo();

/// The place around the directory that is worked in, for what makes a measurement worthless there.
struct Place {
  std::uint64_t free_bytes = 0;    ///< for an ordinary user, on the file system of the directory
  std::uint64_t memory_bytes = 0;  ///< of the machine; 0 where it does not say
  std::uint64_t memory_limit_bytes = 0;  ///< of the container (cgroup v2 or v1); 0: none
  bool case_insensitive = false;         ///< names there differ in more than their case
  double load_average = -1;              ///< over one minute; negative: unknown
  int cpus = 0;
  std::string cpu{};  ///< model name; "VirtualApple" where Rosetta translates
};

/// Looks at the place around a marked directory; what cannot be read stays at its default.
Place look_around(const std::filesystem::path& area);

}  // namespace sharebench::runner
