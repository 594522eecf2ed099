// What one cell took and asked in one block: the facts that costs are fitted to and predictions are
// made from.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/core/run.h"
#include "harness/explain/counts.h"
#include "harness/stats/block_samples.h"

namespace sharebench::explain {

/// System calls by kind of one run of a workload, by its label: for shares without counters.
using CallsByWorkload = std::map<std::string, KindCounts>;

/// A run with its samples sorted, and calls for what has no counters.
struct Evidence {
  const Run& run;
  const stats::SampleIndex& samples;
  const CallsByWorkload& calls;
};

/// Medians over the samples of a cell in a block.
struct CellFacts {
  double seconds = 0;
  double computing_s = 0;  ///< processor time of the program itself
  double close_s = 0;      ///< of the median close; 0: none was timed
  double ops = 0, bytes = 0;
  bool counted = false;  ///< false: neither counters nor calls
  KindCounts counts{}, wire_bytes{};
};

/// Nothing where the cell has no sample that counts in that block; -1: over all blocks.
std::optional<CellFacts> facts_of(const Evidence& evidence, int cell, int block);

/// True for a workload that measures what operations cost.
bool is_cost(const WorkloadSpec& workload);

/// What it measures: "create", "lookup_hit,depth=4".
std::string operation_of(const WorkloadSpec& workload);

/// Indexes of the workloads that do, and that do not.
std::vector<int> workloads_of(const Run& run, bool costs);

/// Of that operation on that mount, over all blocks, at each pace at which it was timed, ascending.
std::vector<CellFacts> facts_of_operation(const Evidence& evidence, int mount,
                                          const std::string& operation);

/// Paces at which any cell was timed, ascending; 0 is unpaced.
std::vector<double> paces_of(const Run& run);

/// What READ and WRITE carry on that mount, in pages and in blocks, by its operations.
BytesByKind trip_bytes(const Evidence& evidence, int mount);

}  // namespace sharebench::explain
