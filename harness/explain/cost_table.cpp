// Rows of timed counts, and what is fitted to them.
#include "harness/explain/cost_table.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>

#include "harness/stats/signed_rank.h"

namespace sharebench::explain {
namespace {

/// Below this part of the time nothing is left to be explained by round trips.
constexpr double kLeastWaiting = 0.01;

/// Counts of an operation for each of its calls.
struct Counted {
  KindCounts counts{}, wire_bytes{};
};

KindCounts times(KindCounts counts, double factor) {
  for (auto& [kind, count] : counts) count *= factor;
  return counts;
}

Counted for_each_call(const CellFacts& facts) {
  return {times(facts.counts, 1 / facts.ops), times(facts.wire_bytes, 1 / facts.ops)};
}

/// Of the operation on that mount at any pace: how much it asks does not depend on time.
std::optional<Counted> counted_elsewhere(const Evidence& evidence, int mount,
                                         const std::string& operation) {
  for (const CellFacts& facts : facts_of_operation(evidence, mount, operation)) {
    if (facts.counted && facts.ops > 0) return for_each_call(facts);
  }
  return std::nullopt;
}

/// One operation over the blocks.
struct OperationBlocks {
  std::string operation{};
  std::vector<double> seconds{}, round_trips{}, bytes_per_s{}, close_s{};
};

void add_operation(CostTable& table, const OperationBlocks& blocks, const std::string& share,
                   double pace_s) {
  if (blocks.seconds.empty()) return;
  const bool moves_blocks = blocks.operation == "read_block" || blocks.operation == "write_block";
  table.operations.push_back({.share = share,
                              .operation = blocks.operation,
                              .pace_s = pace_s,
                              .seconds = over_blocks(blocks.seconds),
                              .round_trips = blocks.round_trips.empty()
                                                 ? std::nullopt
                                                 : std::optional(stats::median(blocks.round_trips)),
                              .bytes_per_s = moves_blocks ? stats::median(blocks.bytes_per_s) : 0});
  if (blocks.close_s.empty()) return;
  table.operations.push_back({.share = share,
                              .operation = "close after " + blocks.operation,
                              .pace_s = pace_s,
                              .seconds = over_blocks(blocks.close_s)});
}

void add_costs(CostTable& table, const std::string& share, double pace_s) {
  std::set<std::string> kinds;
  for (const auto& [block, costs] : table.by_block) {
    for (const auto& [kind, seconds] : costs.seconds) kinds.insert(kind);
  }
  for (const std::string& kind : kinds) {
    std::vector<double> values;
    for (const auto& [block, costs] : table.by_block) values.push_back(costs.of(kind));
    table.costs.push_back(
        {.share = share, .kind = kind, .pace_s = pace_s, .seconds = over_blocks(values)});
  }
}

}  // namespace

Estimate over_blocks(const std::vector<double>& values) {
  return values.empty() ? Estimate{} : stats::hodges_lehmann(values);
}

CostTable cost_table(const Evidence& timed, int mount, double pace_s, const Evidence& counts,
                     int counted_mount) {
  CostTable table;
  table.bytes = trip_bytes(timed, mount);
  if (table.bytes.empty()) table.bytes = trip_bytes(counts, counted_mount);
  const std::string& share = timed.run.mounts[static_cast<std::size_t>(mount)].share.name;
  std::map<int, std::vector<TimedCounts>> rows;
  for (const int workload : workloads_of(timed.run, true)) {
    const int cell = stats::find_cell(timed.run, mount, workload, pace_s);
    if (cell < 0) continue;
    OperationBlocks blocks;
    blocks.operation = operation_of(timed.run.plan.workloads[static_cast<std::size_t>(workload)]);
    const auto elsewhere = counted_elsewhere(counts, counted_mount, blocks.operation);
    for (int block = 0; block < timed.samples.blocks(); ++block) {
      const auto facts = facts_of(timed, cell, block);
      if (!facts || !(facts->ops > 0)) continue;
      blocks.seconds.push_back(facts->seconds / facts->ops);
      blocks.bytes_per_s.push_back(facts->bytes / facts->seconds);
      if (facts->close_s > 0) blocks.close_s.push_back(facts->close_s);
      if (!facts->counted && !elsewhere) continue;
      const Counted each = facts->counted ? for_each_call(*facts) : *elsewhere;
      TimedCounts row{
          .seconds = std::max(facts->seconds - facts->computing_s, kLeastWaiting * facts->seconds)};
      row.counts =
          divided(times(each.counts, facts->ops), times(each.wire_bytes, facts->ops), table.bytes);
      blocks.round_trips.push_back(
          std::accumulate(each.counts.begin(), each.counts.end(), 0.0,
                          [](double sum, const auto& count) { return sum + count.second; }));
      rows[block].push_back(std::move(row));
    }
    add_operation(table, blocks, share, pace_s);
  }
  for (const auto& [block, operations] : rows) {
    const Costs costs = fit_costs(operations);
    if (costs.mean_s > 0) table.by_block[block] = costs;
  }
  add_costs(table, share, pace_s);
  return table;
}

}  // namespace sharebench::explain
