// What round trips cost on one share, block by block: the fits, and the operations behind them.
#pragma once

#include <map>
#include <vector>

#include "harness/core/explanation.h"
#include "harness/explain/cell_facts.h"
#include "harness/explain/operation_costs.h"

namespace sharebench::explain {

/// Costs on a mount at a pace.
struct CostTable {
  std::map<int, Costs> by_block{};
  BytesByKind bytes{};
  std::vector<OperationCost> operations{};
  std::vector<RoundTripCost> costs{};
};

/// Fits the costs of each block to the operations of `times` on `mount`. An operation that was not
/// counted there has the counts that it has in `counts` on `counted_mount`. Empty without
/// operations.
CostTable cost_table(const Evidence& times, int mount, double pace_s, const Evidence& counts,
                     int counted_mount);

/// Hodges-Lehmann over the values, which are one a block, with its 95 % interval.
Estimate over_blocks(const std::vector<double>& values);

}  // namespace sharebench::explain
