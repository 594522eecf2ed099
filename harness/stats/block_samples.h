// Samples that count, sorted by cell, block and execution: what every statistic starts from.
#pragma once

#include <optional>
#include <vector>

#include "harness/core/run.h"

namespace sharebench::stats {

/// Timed samples of one cell in one block in execution order; the ones that failed stay in as
/// nullptr so that pairs keep their place.
using BlockSamples = std::vector<const Sample*>;

/// Samples of a run by cell and block; it points into the run, which must outlive it.
class SampleIndex {
 public:
  explicit SampleIndex(const Run& run);

  /// Timed samples of `cell` in `block`; empty when the block is invalid.
  const BlockSamples& at(int cell, int block) const;

  /// Timed samples of `cell` that count, over all blocks.
  std::vector<const Sample*> of_cell(int cell) const;

  /// Median seconds of `cell` in `block`; nothing when no sample counts there.
  std::optional<double> median_seconds(int cell, int block) const;

  int blocks() const { return blocks_; }

 private:
  int blocks_ = 0;
  std::vector<std::vector<BlockSamples>> samples_;  ///< [cell][block]
};

/// The cell of that mount, workload and pace outside the counting pass; -1 when there is none.
int find_cell(const Run& run, int mount, int workload, double pace_s);

}  // namespace sharebench::stats
