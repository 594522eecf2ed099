// Invariants of a run.
#include "harness/store/check_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "harness/core/run_rules.h"
#include "harness/store/json_reader.h"

namespace sharebench::store {
namespace {

// A century: far beyond any run, and 64-bit nanoseconds hold it.
constexpr double kLongest_s = 100 * 366 * 86400.0;
constexpr std::size_t kMostPilotBlocks = 1000;
constexpr std::ptrdiff_t kMostValidBlocks = 1000;  // as many as exact intervals are made for

void check_index(int index, std::size_t size, const std::string& where) {
  if (index < 0 || static_cast<std::size_t>(index) >= size) {
    bad_field(where, fmt::format("is {}, outside 0 to {}", index, static_cast<long>(size) - 1));
  }
}

template <typename Name>
void check_seconds(double seconds, const Name& where) {
  if (seconds >= 0 && seconds <= kLongest_s) return;
  const char* wrong =
      std::isfinite(seconds) ? (seconds < 0 ? "is negative" : "is out of range") : "is not finite";
  bad_field(where(), wrong);
}

void check_baselines(const Run& run) {
  const std::vector<int>& all = run.plan.baselines;
  if (!all.empty() && all.size() != run.mounts.size()) {
    bad_field("plan.baselines",
              fmt::format("has {} values for {} mounts", all.size(), run.mounts.size()));
  }
  for (const int mount : all) {
    check_index(mount, run.mounts.size(), "plan.baselines");
    if (all[static_cast<std::size_t>(mount)] != mount) {
      bad_field("plan.baselines", fmt::format("names {}, which has a baseline itself", mount));
    }
  }
}

void check_plan(const Run& run) {
  const Plan& plan = run.plan;
  for (std::size_t i = 0; i < plan.cells.size(); ++i) {
    const Cell& cell = plan.cells[i];
    const auto field = [&](const char* name) { return fmt::format("plan.cells.{}[{}]", name, i); };
    check_index(cell.mount, run.mounts.size(), field("mount"));
    check_index(cell.workload, (cell.full_size ? plan.full_size : plan.workloads).size(),
                field("workload"));
    check_seconds(cell.pace_s, [&] { return field("pace_ns"); });
  }
  if (!run.mounts.empty()) check_index(plan.baseline, run.mounts.size(), "plan.baseline");
  check_baselines(run);
  if (!plan.repeats.empty() && plan.repeats.size() != plan.workloads.size()) {
    bad_field("plan.repeats", fmt::format("has {} values for {} workloads", plan.repeats.size(),
                                          plan.workloads.size()));
  }
  for (const double pace_s : plan.paces_s) check_seconds(pace_s, [] { return "plan.paces_ns"; });
  check_seconds(plan.estimated_s, [] { return "plan.estimated_ns"; });
  if (!std::isfinite(plan.margin)) bad_field("plan.margin", "is not finite");
  if (!(plan.margin > 0)) bad_field("plan.margin", "is not above 0");
}

void check_names(const Run& run) {
  std::set<std::string> shares, workloads;
  for (const Mount& mount : run.mounts) {
    if (!shares.insert(mount.share.name).second) {
      bad_field("mounts", fmt::format("has the share '{}' twice", mount.share.name));
    }
    check_index(mount.target, run.targets.size(),
                fmt::format("mounts ({}): target", mount.share.name));
  }
  for (const WorkloadSpec& workload : run.plan.workloads) {
    if (!workloads.insert(workload.label).second) {
      bad_field("plan.workloads", fmt::format("has '{}' twice", workload.label));
    }
  }
}

void check_blocks(const Run& run) {
  const auto valid = std::count_if(run.blocks.begin(), run.blocks.end(),
                                   [](const Block& block) { return block.invalid.empty(); });
  if (valid > kMostValidBlocks) {
    bad_field("blocks", fmt::format("has {} that count, more than {}", valid, kMostValidBlocks));
  }
  for (std::size_t i = 0; i < run.blocks.size(); ++i) {
    const Block& block = run.blocks[i];
    const auto field = [&](const char* name) { return fmt::format("blocks[{}].{}", i, name); };
    check_seconds(block.started_s, [&] { return field("started_ns"); });
    check_seconds(block.wall_s, [&] { return field("wall_ns"); });
    check_seconds(block.setup_s, [&] { return field("setup_ns"); });
    if (block.guard_before >= 0) {
      check_index(block.guard_before, run.guard.size(), field("guard_before"));
    }
    if (block.guard_after >= 0) {
      check_index(block.guard_after, run.guard.size(), field("guard_after"));
    }
    if (!std::isfinite(block.load_average)) bad_field(field("load_average"), "is not finite");
    if (!std::isfinite(block.clock_ratio)) bad_field(field("clock_ratio"), "is not finite");
  }
  for (const auto& [name, seconds] : run.wall_s) {
    check_seconds(seconds, [&, &part = name] { return "wall_ns." + part; });
  }
}

/// One of a list of samples that is called `list` in the file and has `blocks` blocks.
void check_sample(const Run& run, const std::vector<Sample>& all, const char* list,
                  std::size_t blocks, std::size_t i) {
  const Sample& sample = all[i];
  const auto field = [&](const std::string& name) {
    return fmt::format("{}.{}[{}]", list, name, i);
  };
  const auto cells = run.plan.cells.size();
  if (sample.cell < 0 || static_cast<std::size_t>(sample.cell) >= cells) {
    check_index(sample.cell, cells, field("cell"));
  }
  if (sample.block < -1 || sample.block >= static_cast<int>(blocks)) {
    check_index(sample.block, blocks, field("block"));
  }
  check_seconds(sample.started_s, [&] { return field("started_ns"); });
  check_seconds(sample.elapsed_s, [&] { return field("elapsed_ns"); });
  check_seconds(sample.latency.p50_s, [&] { return field("latency.p50_ns"); });
  check_seconds(sample.latency.p90_s, [&] { return field("latency.p90_ns"); });
  check_seconds(sample.latency.p99_s, [&] { return field("latency.p99_ns"); });
  check_seconds(sample.latency.max_s, [&] { return field("latency.max_ns"); });
  for (const auto& [name, value] : sample.counters) {
    if (!std::isfinite(value)) bad_field(field("counters." + name), "is not finite");
    if (value < 0) bad_field(field("counters." + name), "is negative");
  }
}

void check_no_duplicates(const Run& run) {
  const auto not_after = [](const Sample& a, const Sample& b) {
    return std::pair{b.block, b.position} <= std::pair{a.block, a.position};
  };
  if (std::adjacent_find(run.samples.begin(), run.samples.end(), not_after) == run.samples.end()) {
    return;  // in the order of execution, as runs write them
  }
  std::vector<std::tuple<int, int, bool, int>> keys;
  keys.reserve(run.samples.size());
  for (const Sample& sample : run.samples) {
    keys.emplace_back(sample.block, sample.cell, sample.warmup, sample.position);
  }
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  if (twice == keys.end()) return;
  const auto& [block, cell, warmup, position] = *twice;
  bad_field("samples",
            fmt::format("has position {} of cell {} in block {} twice", position, cell, block));
}

/// In the order of execution no sample of a block starts before the one that went before it: the
/// clock that wrote it would have stepped back.
void check_starts(const Run& run) {
  const auto earlier = [](const Sample* a, const Sample* b) {
    return std::pair{a->block, a->position} < std::pair{b->block, b->position};
  };
  std::vector<const Sample*> in_order;
  in_order.reserve(run.samples.size());
  for (const Sample& sample : run.samples) in_order.push_back(&sample);
  if (!std::is_sorted(in_order.begin(), in_order.end(), earlier)) {
    std::sort(in_order.begin(), in_order.end(), earlier);
  }
  const Sample* before = nullptr;
  for (const Sample* sample : in_order) {
    if (before && before->block == sample->block && sample->started_s < before->started_s) {
      bad_field("samples.started_ns",
                fmt::format("steps back from position {} to {} of block {}: the clock stepped",
                            before->position, sample->position, sample->block));
    }
    before = sample;
  }
}

}  // namespace

void check_run(const Run& run) {
  if (run.measured_on != "hardware" && run.measured_on != "emulated") {
    bad_field("measured_on", fmt::format("is '{}', not hardware or emulated", run.measured_on));
  }
  if (run.measured_on == "hardware" && is_emulated(run)) {
    bad_field("measured_on", "is hardware, but a target is emulated");
  }
  check_names(run);
  check_plan(run);
  check_blocks(run);
  for (std::size_t i = 0; i < run.samples.size(); ++i) {
    check_sample(run, run.samples, "samples", run.blocks.size(), i);
  }
  for (std::size_t i = 0; i < run.pilot.size(); ++i) {
    check_sample(run, run.pilot, "pilot", kMostPilotBlocks, i);
  }
  check_no_duplicates(run);
  check_starts(run);
}

}  // namespace sharebench::store
