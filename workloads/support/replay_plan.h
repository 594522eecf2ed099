// A trace made ready to be replayed: which thread does what, what each step waits for, where each
// write lands.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "workloads/support/replay_order.h"
#include "workloads/support/trace_reader.h"

namespace sharebench::workloads {

struct ReplayPlan {
  std::string file{};  ///< where the trace came from, for errors
  Trace trace{};
  std::vector<std::string> paths{};                 ///< as text, by number
  std::vector<std::vector<std::uint32_t>> steps{};  ///< by thread: places in trace.steps
  std::vector<std::uint32_t> first_wait{};          ///< by step: its first in `waits`
  std::vector<Dependency> waits{};                  ///< of all steps, one after the other
  std::vector<std::string> with_holes{};            ///< final files that were written with gaps
  std::uint64_t most_bytes = 0;                     ///< of a single read or write
  std::uint64_t operations = 0;                     ///< steps that touch a file

  std::span<const Dependency> waits_of(std::uint32_t step) const {
    return std::span(waits).subspan(first_wait[step], first_wait[step + 1] - first_wait[step]);
  }
};

/// Goes through the trace once in the order in which it was recorded. The field `offset` of writes
/// becomes the place where they land. Throws WorkloadError that names `file` and the step when the
/// trace contradicts itself (a file is opened that cannot be there) or leaves its folder.
ReplayPlan make_plan(Trace trace, const std::string& file);

}  // namespace sharebench::workloads
