// From samples of a run to blocks of equal arms and to nested samples.
#include "harness/stats/selftest_run.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "harness/core/run_rules.h"
#include "harness/stats/block_samples.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

constexpr double kOverall = 0.05;
constexpr double kDrifts = 1.0;  // blocks differ as much as the samples inside them

/// The block's samples of both arms in order of execution; empty unless all of both count.
SelftestBlock block_of(const SampleIndex& samples, int first_cell, int second_cell, int block) {
  std::vector<std::pair<int, SelftestSample>> in_order;
  for (const int arm : {0, 1}) {
    const BlockSamples& all = samples.at(arm == 0 ? first_cell : second_cell, block);
    if (all.empty()) return {};
    for (const Sample* sample : all) {
      if (!sample) return {};
      in_order.emplace_back(sample->position, SelftestSample{arm, sample->elapsed_s});
    }
  }
  std::sort(in_order.begin(), in_order.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  SelftestBlock result;
  for (const auto& [position, sample] : in_order) result.push_back(sample);
  return 2 * samples.at(first_cell, block).size() == result.size() ? result : SelftestBlock{};
}

}  // namespace

std::vector<SelftestRow> judge_selftests(const Run& run) {
  const SampleIndex samples(run);
  const SequentialDesign design(default_schedule(), kOverall);
  std::vector<SelftestRow> rows;
  for (int workload = 0; workload < std::ssize(run.plan.workloads); ++workload) {
    for (int mount = 0; mount < std::ssize(run.mounts); ++mount) {
      const int first = baseline_for(run, mount);
      const int first_cell = find_cell(run, first, workload, 0);
      const int second_cell = find_cell(run, mount, workload, 0);
      if (mount == first || first_cell < 0 || second_cell < 0) continue;
      std::vector<SelftestBlock> blocks;
      for (int block = 0; block < samples.blocks(); ++block) {
        SelftestBlock one = block_of(samples, first_cell, second_cell, block);
        if (!one.empty()) blocks.push_back(std::move(one));
      }
      SelftestRow row{run.plan.workloads[static_cast<std::size_t>(workload)].label,
                      run.mounts[static_cast<std::size_t>(first)].share.name,
                      static_cast<int>(blocks.size()),
                      {}};
      if (std::ssize(blocks) >= kFewestWithInterval) {
        row.test = judge_selftest(blocks, design, run.plan.margin);
      }
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

std::string cause_of(const Selftest& test) {
  if (test.verdict.finding == Finding::kRegression ||
      test.verdict.finding == Finding::kImprovement) {
    return "equal arms were called different: something favours one of them";
  }
  if (seen(test.carry_over))
    return "the arms disturb each other: what one leaves behind hits the next";
  if (seen(test.order_effect))
    return "the arm that comes second differs: it is not warm, or it is full";
  if (test.drift_index > kDrifts) return "the machine drifts from block to block: close other work";
  return "single samples and mounts scatter: make samples longer, or close other work";
}

std::vector<LevelsRow> judge_levels(const Run& run, const LevelSizes& sizes,
                                    const std::vector<double>& costs_s) {
  const SampleIndex samples(run);
  std::vector<LevelsRow> rows;
  const auto wanted = static_cast<std::size_t>(sizes.boots * sizes.mounts * sizes.samples);
  for (int workload = 0; workload < std::ssize(run.plan.workloads); ++workload) {
    const int cell = find_cell(run, 0, workload, 0);
    if (cell < 0) continue;
    NestedSamples nested{{sizes.samples, sizes.mounts, sizes.boots}, {}};
    for (const Sample* sample : samples.of_cell(cell)) {
      nested.values.push_back(std::log(sample->elapsed_s));
    }
    if (nested.values.size() != wanted) continue;
    LevelsRow row{run.plan.workloads[static_cast<std::size_t>(workload)].label,
                  variance_levels(nested, costs_s), 1};
    row.redo = level_to_redo(row.levels);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace sharebench::stats
