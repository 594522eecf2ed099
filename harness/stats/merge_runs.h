// Two run files as one run with a baseline and a candidate: what can be set side by side, and what
// must not be.
#pragma once

#include <string>
#include <vector>

#include "harness/core/run.h"

namespace sharebench::stats {

/// How the blocks of two files go together.
enum class Pairing {
  kSameRun,   ///< one run: the same blocks
  kSameSeed,  ///< the same work in the same order, at another time
  kNone,      ///< nothing but the workload in common
};

struct MergeOptions {
  bool other_host = false;  ///< compare although the machines differ
};

struct MergedRuns {
  /// Mounts `X (baseline)` and `X (candidate)` of every share that both have. Blocks that pair are
  /// one, others follow one another; no looks.
  Run run{};
  Pairing pairing = Pairing::kNone;
  std::vector<std::string> warnings{};  ///< what differs and does not forbid, a sentence each
  std::vector<std::string> unfit{};     ///< blocks that count and whose clocks disagree
};

/// Throws DataError naming what makes the comparison meaningless: no block that counts, no workload
/// or share in common, parameters of a workload that differ, emulated against hardware, another
/// host (unless allowed). `base` and `candidate` were read by store::load.
MergedRuns merge_runs(const Run& base, const Run& candidate, const MergeOptions& options);

}  // namespace sharebench::stats
