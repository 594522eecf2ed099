// One run out of two.
#include "harness/stats/merge_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "harness/stats/clock_checks.h"
#include "harness/stats/common_work.h"

namespace sharebench::stats {
namespace {

/// Puts the blocks and samples of one run into the merged one.
class Merger {
 public:
  Merger(Run& merged, Pairing pairing) : merged_(merged), pairing_(pairing) {}

  void add(const Run& run, int side, const std::vector<int>& mounts) {
    place_blocks(run);
    std::map<int, int> mount_to;
    for (int i = 0; i < std::ssize(mounts); ++i) {
      mount_to[mounts[static_cast<std::size_t>(i)]] = side * static_cast<int>(mounts.size()) + i;
    }
    for (const Sample& sample : run.samples) {
      const std::optional<int> cell = cell_for(run, sample, mount_to);
      if (sample.block < 0 || !cell) continue;
      Sample copy = sample;
      copy.cell = *cell;
      copy.block = block_to_[static_cast<std::size_t>(sample.block)];
      copy.position += position_offset_;
      merged_.samples.push_back(std::move(copy));
    }
    for (const Sample& sample : run.samples) {
      position_offset_ = std::max(position_offset_, sample.position + 1);
    }
  }

 private:
  /// Blocks that count keep their number among those that count, where they pair.
  void place_blocks(const Run& run) {
    block_to_.clear();
    int number = 0;
    for (const Block& block : run.blocks) {
      const bool valid = block.invalid.empty();
      if (pairing_ != Pairing::kNone && valid && number < std::ssize(numbered_)) {
        block_to_.push_back(numbered_[static_cast<std::size_t>(number++)]);
        continue;
      }
      const int at = static_cast<int>(merged_.blocks.size());
      merged_.blocks.push_back(block);
      merged_.blocks.back().index = at;
      block_to_.push_back(at);
      if (valid) {
        numbered_.push_back(at);
        ++number;
      }
    }
  }

  std::optional<int> cell_for(const Run& run, const Sample& sample,
                              const std::map<int, int>& mount_to) const {
    const Cell& cell = run.plan.cells[static_cast<std::size_t>(sample.cell)];
    const auto mount = mount_to.find(cell.mount);
    if (cell.full_size || mount == mount_to.end()) return std::nullopt;
    const std::string& label = run.plan.workloads[static_cast<std::size_t>(cell.workload)].label;
    for (int i = 0; i < std::ssize(merged_.plan.cells); ++i) {
      const Cell& other = merged_.plan.cells[static_cast<std::size_t>(i)];
      if (other.mount == mount->second && other.pace_s == cell.pace_s &&
          merged_.plan.workloads[static_cast<std::size_t>(other.workload)].label == label) {
        return i;
      }
    }
    return std::nullopt;
  }

  Run& merged_;
  Pairing pairing_;
  std::vector<int> numbered_{};  ///< by number among the blocks that count: index in the merged run
  std::vector<int> block_to_{};
  int position_offset_ = 0;
};

std::vector<std::string> disagreeing_clocks(const Run& run) {
  std::vector<std::string> found;
  for (const Block& block : run.blocks) {
    if (block.invalid.empty() && clocks_disagree(block.clock_ratio, 1)) {
      found.push_back(
          fmt::format("block {} of {} counts although the guest's clock ran {:.3f} times "
                      "as fast as the host's",
                      block.index, run.id, block.clock_ratio));
    }
  }
  return found;
}

Mount side_of(const Run& run, int mount, int target, const std::string& side, bool only) {
  Mount copy = run.mounts[static_cast<std::size_t>(mount)];
  copy.target = target + copy.target;
  copy.share.name = only ? side : fmt::format("{} ({})", copy.share.name, side);
  return copy;
}

}  // namespace

MergedRuns merge_runs(const Run& base, const Run& candidate, const MergeOptions& options) {
  MergedRuns merged;
  check_blocks(base);
  check_blocks(candidate);
  check_machines(base, candidate, options, merged.warnings);
  Run& run = merged.run;
  run = base;
  run.blocks.clear();
  run.samples.clear();
  run.pilot.clear();
  run.warnings.clear();
  run.cold_method.clear();
  run.mounts.clear();
  run.plan.cells.clear();
  run.plan.full_size.clear();
  run.plan.looks.clear();
  run.plan.baselines.clear();
  run.settings.erase("command");  // whatever began them, this is neither
  run.plan.workloads = common_workloads(base, candidate, merged.warnings);
  run.plan.repeats = common_repeats(base, candidate, run.plan.workloads, merged.warnings);
  const auto mounts = common_mounts(base, candidate, merged.warnings);
  warn_of_differences(base, candidate, merged.warnings);
  merged.pairing = pairing_of(base, candidate);
  run.id = fmt::format("{} against {}", candidate.id, base.id);
  run.complete = true;
  run.targets.insert(run.targets.end(), candidate.targets.begin(), candidate.targets.end());
  std::vector<int> of_base, of_candidate;
  for (const auto& [a, b] : mounts) {
    of_base.push_back(a);
    of_candidate.push_back(b);
  }
  const bool only = mounts.size() == 1;
  for (const int mount : of_base) run.mounts.push_back(side_of(base, mount, 0, "baseline", only));
  for (const int mount : of_candidate) {
    run.mounts.push_back(
        side_of(candidate, mount, static_cast<int>(base.targets.size()), "candidate", only));
  }
  const int pairs = static_cast<int>(mounts.size());
  for (int mount = 0; mount < 2 * pairs; ++mount) run.plan.baselines.push_back(mount % pairs);
  for (int workload = 0; workload < std::ssize(run.plan.workloads); ++workload) {
    for (int mount = 0; mount < 2 * pairs; ++mount) {
      for (const double pace_s : common_paces(base, candidate)) {
        run.plan.cells.push_back({.mount = mount, .workload = workload, .pace_s = pace_s});
      }
    }
  }
  run.plan.baseline = 0;
  Merger merger(run, merged.pairing);
  merger.add(base, 0, of_base);
  merger.add(candidate, 1, of_candidate);
  run.plan.blocks = valid_blocks(run);
  merged.unfit = disagreeing_clocks(base);
  const auto others = disagreeing_clocks(candidate);
  merged.unfit.insert(merged.unfit.end(), others.begin(), others.end());
  return merged;
}

}  // namespace sharebench::stats
