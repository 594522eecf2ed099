// Names that runs which measured the costs of operations are known by, and what they do not judge.
#pragma once

#include <algorithm>
#include <cstddef>

#include "harness/core/plan.h"

namespace sharebench {

/// The workload that measures what single operations cost, by which others are explained.
inline constexpr const char* kOperationCosts = "operation_costs";

/// Name of the counter of processor time that the workload itself used, outside the kernel. Besides
/// it, samples count `round_trips.LOOKUP` and `wire_bytes.READ`.
inline constexpr const char* kUserCpu = "user_cpu_ns";

/// False for operations that were measured to explain the other workloads of the plan: nobody asks
/// which share is better at them.
inline bool is_judged(const Plan& plan, int workload) {
  const auto is_cost = [](const WorkloadSpec& spec) { return spec.name == kOperationCosts; };
  return !is_cost(plan.workloads[static_cast<std::size_t>(workload)]) ||
         std::all_of(plan.workloads.begin(), plan.workloads.end(), is_cost);
}

}  // namespace sharebench
