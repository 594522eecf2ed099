// A request to stop, seen by the loops of workloads: a signal handler may only set a flag.
#pragma once

#include <atomic>

#include "workloads/workload.h"

namespace sharebench::workloads {

/// Set by whoever wants running workloads to end at their next operation.
inline std::atomic<bool> stop_flag{false};

/// Thrown by throw_if_stopped().
class Stopped : public WorkloadError {
 public:
  Stopped() : WorkloadError("stopped by a signal") {}
};

/// Throws Stopped when the flag is set.
inline void throw_if_stopped() {
  if (stop_flag.load(std::memory_order_relaxed)) throw Stopped();
}

}  // namespace sharebench::workloads
