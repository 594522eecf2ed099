// Medians of samples.
#include "harness/explain/cell_facts.h"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>
#include <utility>

#include "harness/core/costs.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::explain {
namespace {

using Samples = std::vector<const Sample*>;

/// A round trip of a row of blocks carries at least this many times what one of a page does.
constexpr double kBlockIsLonger = 2;

/// What `operation_costs` calls the close of a file that it opened.
constexpr const char* kMedianClose = "close_p50_ns";

double median_of(const Samples& samples, const std::function<double(const Sample&)>& figure) {
  std::vector<double> values;
  for (const Sample* sample : samples) values.push_back(figure(*sample));
  return stats::median(values);
}

/// By kind, medians; a kind that a sample does not name is 0 there.
KindCounts medians(const Samples& samples, KindCounts (*of)(const Sample&)) {
  std::set<std::string> kinds;
  std::vector<KindCounts> all;
  for (const Sample* sample : samples) {
    all.push_back(of(*sample));
    for (const auto& [kind, count] : all.back()) kinds.insert(kind);
  }
  KindCounts result;
  for (const std::string& kind : kinds) {
    std::vector<double> values;
    for (const KindCounts& counts : all) {
      const auto found = counts.find(kind);
      values.push_back(found == counts.end() ? 0 : found->second);
    }
    result[kind] = stats::median(values);
  }
  return result;
}

double counter(const Sample& sample, const std::string& name) {
  const auto found = sample.counters.find(name);
  return found == sample.counters.end() ? 0 : found->second;
}

Samples samples_of(const Evidence& evidence, int cell, int block) {
  if (block < 0) return evidence.samples.of_cell(cell);
  Samples counting = evidence.samples.at(cell, block);
  std::erase(counting, nullptr);
  return counting;
}

/// Bytes a round trip of `kind` carries in the operation; 0 where that is not known.
double bytes_a_trip(const Evidence& evidence, int mount, const std::string& operation,
                    const std::string& kind) {
  for (const CellFacts& facts : facts_of_operation(evidence, mount, operation)) {
    const auto count = facts.counts.find(kind), bytes = facts.wire_bytes.find(kind);
    if (count == facts.counts.end() || bytes == facts.wire_bytes.end()) continue;
    return bytes->second / count->second;
  }
  return 0;
}

}  // namespace

std::optional<CellFacts> facts_of(const Evidence& evidence, int cell, int block) {
  const Samples samples = samples_of(evidence, cell, block);
  if (samples.empty()) return std::nullopt;
  CellFacts facts;
  facts.seconds = median_of(samples, [](const Sample& s) { return s.elapsed_s; });
  facts.computing_s =
      median_of(samples, [](const Sample& s) { return counter(s, kUserCpu); }) * 1e-9;
  facts.close_s =
      median_of(samples, [](const Sample& s) { return counter(s, kMedianClose); }) * 1e-9;
  facts.ops = median_of(samples, [](const Sample& s) { return static_cast<double>(s.ops); });
  facts.bytes = median_of(samples, [](const Sample& s) { return static_cast<double>(s.bytes); });
  if (samples.front()->counters.count("round_trips") != 0) {
    facts.counted = true;
    facts.counts = medians(samples, counts_of);
    facts.wire_bytes = medians(samples, bytes_of);
    return facts;
  }
  const Plan& plan = evidence.run.plan;
  const auto workload =
      static_cast<std::size_t>(plan.cells[static_cast<std::size_t>(cell)].workload);
  const auto calls = evidence.calls.find(plan.workloads[workload].label);
  if (calls == evidence.calls.end()) return facts;
  facts.counted = true;
  facts.counts = calls->second;
  return facts;
}

bool is_cost(const WorkloadSpec& workload) {
  return workload.name == kOperationCosts;
}

std::string operation_of(const WorkloadSpec& workload) {
  const auto param = [&](const std::string& name) {
    const auto found = workload.params.find(name);
    return found == workload.params.end() ? "" : found->second;
  };
  const std::string depth = param("depth");
  return depth.empty() || depth == "0" ? param("op") : param("op") + ",depth=" + depth;
}

std::vector<int> workloads_of(const Run& run, bool costs) {
  std::vector<int> found;
  for (int workload = 0; workload < std::ssize(run.plan.workloads); ++workload) {
    if (is_cost(run.plan.workloads[static_cast<std::size_t>(workload)]) == costs) {
      found.push_back(workload);
    }
  }
  return found;
}

std::vector<CellFacts> facts_of_operation(const Evidence& evidence, int mount,
                                          const std::string& operation) {
  std::vector<CellFacts> all;
  for (const int workload : workloads_of(evidence.run, true)) {
    const auto& spec = evidence.run.plan.workloads[static_cast<std::size_t>(workload)];
    if (operation_of(spec) != operation) continue;
    for (const double pace_s : paces_of(evidence.run)) {
      const int cell = stats::find_cell(evidence.run, mount, workload, pace_s);
      auto facts = cell < 0 ? std::nullopt : facts_of(evidence, cell, -1);
      if (facts) all.push_back(std::move(*facts));
    }
  }
  return all;
}

std::vector<double> paces_of(const Run& run) {
  std::set<double> paces;
  for (const Cell& cell : run.plan.cells) {
    if (!cell.full_size) paces.insert(cell.pace_s);
  }
  return {paces.begin(), paces.end()};
}

BytesByKind trip_bytes(const Evidence& evidence, int mount) {
  BytesByKind result;
  for (const auto& [kind, page, block] : {std::tuple{"READ", "read_page", "read_block"},
                                          std::tuple{"WRITE", "write_page", "write_block"}}) {
    const TripBytes bytes{bytes_a_trip(evidence, mount, page, kind),
                          bytes_a_trip(evidence, mount, block, kind)};
    if (bytes.page > 0 && bytes.block > kBlockIsLonger * bytes.page) result[kind] = bytes;
  }
  return result;
}

}  // namespace sharebench::explain
