// What the runner says of the place it runs in: its clock and its mounts, observed and not
// believed.
#pragma once

#include <cstdint>
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

}  // namespace sharebench::runner
