// One cell over its blocks: time, rates, latency, round trips, and what did not count.
#pragma once

#include <vector>

#include "harness/core/comparison.h"
#include "harness/core/run.h"
#include "harness/stats/block_samples.h"

namespace sharebench::stats {

/// A summary for every cell outside the counting pass, of a workload that is judged, that has a
/// sample, timed or failed, in plan order. `seconds` is Hodges-Lehmann over the blocks' median
/// log-times, back in seconds; rates are the median amount of work over it; a cell with failures
/// only has n = 0. Outliers: |ln x - median| > 5 * 1.4826 * MAD over the cell's samples (none where
/// MAD is 0).
std::vector<Summary> summarize(const Run& run, const SampleIndex& samples);

/// Exact counts of the full-size counting pass (the last sample of each cell that did not fail).
std::vector<FullSizeCount> full_size_counts(const Run& run);

}  // namespace sharebench::stats
