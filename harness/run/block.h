// One block: all arms set up afresh, all workloads in a seeded order, samples interleaved.
#pragma once

#include <functional>
#include <vector>

#include "harness/core/run.h"
#include "harness/run/cell.h"

namespace sharebench::run {

/// What a block brought; it is appended to the run only when it ended by itself.
struct BlockResult {
  Block block{};
  std::vector<Sample> samples{};
  std::vector<Mount> mounts{};                       ///< as observed
  std::map<std::string, std::string> cold_method{};  ///< by workload label
  std::vector<Warning> warnings{};
};

/// Called before each sample with a text for the progress line.
using BeforeSample = std::function<void(const std::string& what)>;

/// Runs block number `number` (counting valid ones) of the plan. `started_s` is the steady time at
/// which the run began. The seed of the work depends on block and workload, never on the arm.
BlockResult run_block(const Run& run, int number, double started_s, targets::Target& target,
                      sys::Progress& progress, const Limits& limits, const BeforeSample& before,
                      Spent& spent);

/// The counting pass: every full-size cell once, unpaced. Block index -1.
BlockResult run_full_size(const Run& run, double started_s, targets::Target& target,
                          sys::Progress& progress, const Limits& limits, const BeforeSample& before,
                          Spent& spent);

}  // namespace sharebench::run
