// The self-test read from a run: equal arms are mounts that plan.baselines pairs.
#pragma once

#include <string>
#include <vector>

#include "harness/core/run.h"
#include "harness/core/selftest.h"
#include "harness/stats/levels.h"
#include "harness/stats/selftest.h"

namespace sharebench::stats {

/// Every workload and pair of equal arms of the run, judged against its margin for runs by the
/// default sequential rule.
std::vector<SelftestRow> judge_selftests(const Run& run);

/// What makes a margin hard to gate here, in words: order effect, carry-over, drift, or noise.
std::string cause_of(const Selftest& test);

/// Where the variance of one workload arises.
struct LevelsRow {
  std::string workload{};
  std::vector<Level> levels{};  ///< sample, mount, boot
  std::size_t redo = 1;         ///< index of the level that a block has to redo
};

/// Sizes of a nested pilot: `boots` of the target, in each so many mounts and samples.
struct LevelSizes {
  int boots = 4, mounts = 4, samples = 4;
};

/// Per workload of a run whose blocks that count are the mounts of one share, boot by boot; a
/// workload with a missing sample is left out. Costs in seconds of a sample, a mount and a boot,
/// each beyond those inside it.
std::vector<LevelsRow> judge_levels(const Run& run, const LevelSizes& sizes,
                                    const std::vector<double>& costs_s);

}  // namespace sharebench::stats
