// Sorting samples once, so that every statistic reads them in the order in which they ran.
#include "harness/stats/block_samples.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "harness/core/run_rules.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {

SampleIndex::SampleIndex(const Run& run)
    : blocks_(static_cast<int>(run.blocks.size())),
      samples_(run.plan.cells.size(), std::vector<BlockSamples>(run.blocks.size())) {
  std::vector<const Sample*> in_order;
  in_order.reserve(run.samples.size());
  for (const Sample& sample : run.samples) in_order.push_back(&sample);
  const auto earlier = [](const Sample* a, const Sample* b) {
    return std::pair{a->block, a->position} < std::pair{b->block, b->position};
  };
  if (!std::is_sorted(in_order.begin(), in_order.end(), earlier)) {  // merged runs are not
    std::stable_sort(in_order.begin(), in_order.end(), earlier);
  }
  for (const Sample* sample : in_order) {
    if (sample->warmup || sample->block < 0 || sample->block >= blocks_) continue;
    const auto block = static_cast<std::size_t>(sample->block);
    if (!run.blocks[block].invalid.empty()) continue;
    BlockSamples& list = samples_[static_cast<std::size_t>(sample->cell)][block];
    list.push_back(counts(run, *sample) ? sample : nullptr);
  }
}

const BlockSamples& SampleIndex::at(int cell, int block) const {
  return samples_[static_cast<std::size_t>(cell)][static_cast<std::size_t>(block)];
}

std::vector<const Sample*> SampleIndex::of_cell(int cell) const {
  std::vector<const Sample*> all;
  for (const BlockSamples& block : samples_[static_cast<std::size_t>(cell)]) {
    std::copy_if(block.begin(), block.end(), std::back_inserter(all),
                 [](const Sample* sample) { return sample != nullptr; });
  }
  return all;
}

std::optional<double> SampleIndex::median_seconds(int cell, int block) const {
  std::vector<double> seconds;
  for (const Sample* sample : at(cell, block)) {
    if (sample) seconds.push_back(sample->elapsed_s);
  }
  if (seconds.empty()) return std::nullopt;
  return median(seconds);
}

int find_cell(const Run& run, int mount, int workload, double pace_s) {
  for (std::size_t i = 0; i < run.plan.cells.size(); ++i) {
    const Cell& cell = run.plan.cells[i];
    if (!cell.full_size && cell.mount == mount && cell.workload == workload &&
        cell.pace_s == pace_s) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

}  // namespace sharebench::stats
