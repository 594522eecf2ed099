// Counts times costs.
#include "harness/explain/prediction.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "harness/core/error.h"
#include "harness/core/run_rules.h"
#include "harness/explain/cost_table.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::explain {
namespace {

constexpr const char* kComputing = "computing";
constexpr const char* kMeasureCosts = "measure them: sharebench run --costs";

const WorkloadSpec& spec_of(const Run& run, int workload) {
  return run.plan.workloads[static_cast<std::size_t>(workload)];
}

const Share& share_of(const Run& run, int mount) {
  return run.mounts[static_cast<std::size_t>(mount)].share;
}

/// Parts by name in one block.
struct BlockParts {
  std::map<std::string, PredictedPart> parts{};
  double sum_s = 0;
};

std::string part_name(const std::string& kind) {
  return is_block_kind(kind) ? "transfer: " + kind : kind;
}

BlockParts parts_of(const KindCounts& counts, const Costs& costs, double computing_s) {
  BlockParts block;
  const auto add = [&](PredictedPart part) {
    block.sum_s += part.seconds;
    block.parts[part.name] = std::move(part);
  };
  for (const auto& [kind, count] : counts) {
    add({.name = part_name(kind),
         .count = count,
         .seconds = count * costs.of(kind),
         .known = costs.seconds.count(kind) != 0});
  }
  if (computing_s > 0) add({.name = kComputing, .seconds = computing_s});
  return block;
}

/// Medians of each part over the blocks, largest first.
std::vector<PredictedPart> medians(const std::vector<BlockParts>& blocks) {
  std::map<std::string, std::vector<double>> seconds, counts;
  std::map<std::string, bool> known;
  for (const BlockParts& block : blocks) {
    for (const auto& [name, part] : block.parts) {
      seconds[name].push_back(part.seconds);
      counts[name].push_back(part.count);
      known[name] = part.known;
    }
  }
  std::vector<PredictedPart> parts;
  for (auto& [name, values] : seconds) {
    values.resize(blocks.size(), 0);
    parts.push_back({name, stats::median(counts[name]), stats::median(values), known[name]});
  }
  // A kind whose cost came out as 0 was still asked for.
  std::erase_if(parts,
                [](const PredictedPart& part) { return part.seconds <= 0 && part.count <= 0; });
  std::stable_sort(parts.begin(), parts.end(),
                   [](const auto& a, const auto& b) { return a.seconds > b.seconds; });
  return parts;
}

/// One workload on one share at one pace, block by block.
class Cellwise {
 public:
  void add(const BlockParts& block, std::optional<double> measured_s) {
    blocks_.push_back(block);
    predicted_.push_back(block.sum_s);
    if (!measured_s) return;
    measured_.push_back(*measured_s);
    leftover_.push_back((*measured_s - block.sum_s) / *measured_s);
  }
  bool empty() const { return predicted_.empty(); }

  Prediction result() const {
    Prediction prediction;
    prediction.parts = medians(blocks_);
    prediction.predicted_s = over_blocks(predicted_);
    prediction.measured_s = over_blocks(measured_);
    prediction.leftover = over_blocks(leftover_);
    if (!measured_.empty()) {
      prediction.leftover_s = prediction.measured_s.value - prediction.predicted_s.value;
    }
    return prediction;
  }

 private:
  std::vector<BlockParts> blocks_;
  std::vector<double> predicted_, measured_, leftover_;
};

std::string counted_by(const Mount& mount, bool has_counters) {
  if (!has_counters) return "system calls, counted by strace on this machine";
  const std::string& type = mount.observed.fstype;
  if (type.rfind("nfs", 0) == 0) return "round trips, from /proc/self/mountstats";
  if (type == "vboxsf") return "round trips, from the vboxsf service";
  if (type == "9p") return "round trips, from the tracepoint 9p_client_req";
  return "round trips, from kprobes on FUSE's requests";
}

bool has_counters(const Evidence& evidence, int cell) {
  const auto samples = evidence.samples.of_cell(cell);
  return !samples.empty() && samples.front()->counters.count("round_trips") != 0;
}

void append(Explanation& all, const CostTable& table) {
  all.operations.insert(all.operations.end(), table.operations.begin(), table.operations.end());
  all.costs.insert(all.costs.end(), table.costs.begin(), table.costs.end());
}

void explain_cells(const Evidence& evidence, int mount, double pace_s, const CostTable& table,
                   Explanation& all) {
  for (const int workload : workloads_of(evidence.run, false)) {
    const int cell = stats::find_cell(evidence.run, mount, workload, pace_s);
    if (cell < 0) continue;
    Cellwise cellwise;
    for (const auto& [block, costs] : table.by_block) {
      const auto facts = facts_of(evidence, cell, block);
      if (!facts || !facts->counted) continue;
      cellwise.add(parts_of(divided(facts->counts, facts->wire_bytes, table.bytes), costs,
                            facts->computing_s),
                   facts->seconds);
    }
    if (cellwise.empty()) continue;
    Prediction prediction = cellwise.result();
    prediction.workload = spec_of(evidence.run, workload).label;
    prediction.share = share_of(evidence.run, mount).name;
    prediction.pace_s = pace_s;
    prediction.counted_by = counted_by(evidence.run.mounts[static_cast<std::size_t>(mount)],
                                       has_counters(evidence, cell));
    all.predictions.push_back(std::move(prediction));
  }
}

void note_unknown(Explanation& all) {
  std::set<std::string> kinds;
  for (const Prediction& prediction : all.predictions) {
    for (const PredictedPart& part : prediction.parts) {
      if (!part.known) kinds.insert(part.name);
    }
  }
  for (const std::string& kind : kinds) {
    all.notes.push_back(fmt::format(
        "no operation makes round trips of the kind {}: they have the mean cost of all", kind));
  }
}

/// The mount of `costs` that is the same kind of share as `share`; -1 without one.
int same_share(const Run& costs, const Share& share) {
  const auto find = [&](auto same) {
    const auto found = std::find_if(costs.mounts.begin(), costs.mounts.end(),
                                    [&](const Mount& mount) { return same(mount.share); });
    return found == costs.mounts.end() ? -1 : static_cast<int>(found - costs.mounts.begin());
  };
  const int named = find([&](const Share& other) { return other.name == share.name; });
  if (named >= 0) return named;
  return find([&](const Share& other) {
    return other.type == share.type && other.options == share.options;
  });
}

/// What the workload asks on that mount, at whatever pace it was counted.
std::optional<CellFacts> counted_facts(const Evidence& evidence, int mount, int workload) {
  for (const double pace_s : paces_of(evidence.run)) {
    const int cell = stats::find_cell(evidence.run, mount, workload, pace_s);
    auto facts = cell < 0 ? std::nullopt : facts_of(evidence, cell, -1);
    if (facts && facts->counted) return facts;
  }
  return std::nullopt;
}

/// The workload of the same label and parameters; -1 without one.
int same_workload(const Run& run, const WorkloadSpec& wanted) {
  for (int workload = 0; workload < std::ssize(run.plan.workloads); ++workload) {
    const WorkloadSpec& spec = spec_of(run, workload);
    if (spec.label == wanted.label && spec.params == wanted.params) return workload;
  }
  return -1;
}

/// Predictions of one share's workloads with another run's costs.
class CarryOver {
 public:
  CarryOver(const Evidence& counted, int mount, const Evidence& costs, int cost_mount)
      : counted_(counted), mount_(mount), costs_(costs), cost_mount_(cost_mount) {}

  void add_to(Explanation& all) const {
    for (const double pace_s : paces_of(costs_.run)) {
      const CostTable table = cost_table(costs_, cost_mount_, pace_s, counted_, mount_);
      append(all, table);
      for (const int workload : workloads_of(counted_.run, false)) {
        add(workload, pace_s, table, all);
      }
    }
  }

 private:
  void add(int workload, double pace_s, const CostTable& table, Explanation& all) const {
    const auto facts = counted_facts(counted_, mount_, workload);
    if (!facts || table.by_block.empty()) return;
    const WorkloadSpec& spec = spec_of(counted_.run, workload);
    const int there = same_workload(costs_.run, spec);
    const int cell = there < 0 ? -1 : stats::find_cell(costs_.run, cost_mount_, there, pace_s);
    const BytesByKind own_bytes = trip_bytes(counted_, mount_);
    const KindCounts counts =
        divided(facts->counts, facts->wire_bytes, own_bytes.empty() ? table.bytes : own_bytes);
    Cellwise cellwise;
    for (const auto& [block, costs] : table.by_block) {
      const auto measured = cell < 0 ? std::nullopt : facts_of(costs_, cell, block);
      cellwise.add(parts_of(counts, costs, computing(*facts, measured, all)),
                   measured ? std::optional(measured->seconds) : std::nullopt);
    }
    Prediction prediction = cellwise.result();
    prediction.workload = spec.label;
    prediction.share = share_of(costs_.run, cost_mount_).name;
    prediction.pace_s = pace_s;
    prediction.carried_over = true;
    prediction.counted_by =
        counted_by(counted_.run.mounts[static_cast<std::size_t>(mount_)], true) + ", of run " +
        counted_.run.id;
    all.predictions.push_back(std::move(prediction));
  }

  /// Processor time as it was measured there, else as it was measured here unless in an emulator.
  double computing(const CellFacts& here, const std::optional<CellFacts>& there,
                   Explanation& all) const {
    if (there) return there->computing_s;
    if (!is_emulated(counted_.run)) return here.computing_s;
    const std::string note =
        "what the programs compute is left out: it was measured in an emulator only";
    if (std::find(all.notes.begin(), all.notes.end(), note) == all.notes.end()) {
      all.notes.push_back(note);
    }
    return 0;
  }

  const Evidence& counted_;
  int mount_;
  const Evidence& costs_;
  int cost_mount_;
};

}  // namespace

bool holds_costs(const Run& run) {
  return !workloads_of(run, true).empty() && !workloads_of(run, false).empty();
}

Explanation explain(const Run& run, const CallsByWorkload& calls) {
  Explanation all;
  all.costs_of = run.id;
  const stats::SampleIndex samples(run);
  const Evidence evidence{run, samples, calls};
  for (int mount = 0; mount < std::ssize(run.mounts); ++mount) {
    for (const double pace_s : paces_of(run)) {
      const CostTable table = cost_table(evidence, mount, pace_s, evidence, mount);
      append(all, table);
      explain_cells(evidence, mount, pace_s, table, all);
    }
  }
  note_unknown(all);
  return all;
}

Explanation carry_over(const Run& counted, const Run& costs, const CallsByWorkload& calls) {
  if (workloads_of(costs, true).empty()) {
    throw DataError(fmt::format("run {} holds no costs of operations", costs.id), kMeasureCosts);
  }
  Explanation all;
  all.costs_of = costs.id;
  const stats::SampleIndex counted_samples(counted), cost_samples(costs);
  const Evidence counts{counted, counted_samples, calls}, times{costs, cost_samples, calls};
  bool any = false;
  for (int mount = 0; mount < std::ssize(counted.mounts); ++mount) {
    const int there = same_share(costs, share_of(counted, mount));
    if (there < 0) continue;
    any = true;
    CarryOver(counts, mount, times, there).add_to(all);
  }
  if (!any) {
    throw DataError(fmt::format("no share of run {} is also one of run {}", counted.id, costs.id),
                    "measure costs of the same share, with the same options");
  }
  note_unknown(all);
  return all;
}

}  // namespace sharebench::explain
