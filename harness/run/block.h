// One block: all arms set up afresh, all workloads in a seeded order, samples interleaved.
//
// Targets that exclude each other are measured one after the other inside the block; which one goes
// first is decided by a coin, and the next block turns it round.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/core/run.h"
#include "harness/run/cell.h"
#include "harness/run/places.h"

namespace sharebench::run {

/// What a block brought; it is appended to the run only when it ended by itself.
struct BlockResult {
  Block block{};
  std::vector<Sample> samples{};
  std::map<int, Mount> mounts{};                     ///< as observed
  std::map<std::string, std::string> cold_method{};  ///< by workload label
  std::vector<Warning> warnings{};
  std::optional<GuardState> guard_before{}, guard_after{};  ///< where NFS was measured
  double clock_step_s = 0;    ///< of the coarsest clock among the runners
  bool clock_failed = false;  ///< invalid for its clocks, not for its samples
};

/// Appends the block with the states of the guard that it began and ended in.
void append_block(Run& run, const BlockResult& result);

/// Keeps those states of a pilot or of the counting pass, which are no blocks of the run.
void note_guard(Run& run, const BlockResult& result);

/// Called before each sample with a text for the progress line.
using BeforeSample = std::function<void(const std::string& what)>;

/// What a block needs besides its run; the references must outlive it.
struct Surroundings {
  Places& places;
  sys::Progress& progress;
  const Limits& limits;
  BeforeSample before;
  Spent& spent;
  double started_s = 0;  ///< steady time at which the run began
};

/// Runs block number `number` (counting valid ones) of the plan. The seed of the work depends on
/// block and workload, never on the arm.
BlockResult run_block(const Run& run, int number, const Surroundings& around);

/// Samples a pilot block takes of each arm, all timed and none of them a warm-up.
inline constexpr int kPilotSamples = 12;

/// Pilot block number `number`: every workload that is not cold, kPilotSamples times an arm,
/// unpaced. The block's index and its samples' blocks are `number`.
BlockResult run_pilot_block(const Run& run, int number, const Surroundings& around);

/// The counting pass: every full-size cell once, unpaced. Block index -1.
BlockResult run_full_size(const Run& run, const Surroundings& around);

}  // namespace sharebench::run
