// Checks, then one run out of two.
#include "harness/stats/merge_runs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "harness/core/error.h"
#include "harness/core/run_rules.h"
#include "harness/stats/clock_checks.h"

namespace sharebench::stats {
namespace {

[[noreturn]] void refuse(const std::string& sentence, const std::string& hint) {
  throw DataError(sentence, hint);
}

bool same_run(const Run& a, const Run& b) {
  return a.id == b.id && a.started == b.started;
}

int valid_blocks(const Run& run) {
  return static_cast<int>(std::count_if(run.blocks.begin(), run.blocks.end(),
                                        [](const Block& block) { return block.invalid.empty(); }));
}

void check_blocks(const Run& run) {
  if (valid_blocks(run) > 0) return;
  refuse(fmt::format("{} has no block that counts ({} were discarded)", run.id, run.blocks.size()),
         "measure again; see why with: sharebench report RUN");
}

void check_machines(const Run& base, const Run& candidate, const MergeOptions& options,
                    std::vector<std::string>& warnings) {
  if (is_emulated(base) != is_emulated(candidate)) {
    refuse(
        fmt::format("{} was measured {} and {} {}: seconds of an emulated guest are not those of "
                    "hardware",
                    base.id, is_emulated(base) ? "in an emulated VM" : "on hardware", candidate.id,
                    is_emulated(candidate) ? "in an emulated VM" : "on hardware"),
        "measure both in the same way");
  }
  std::vector<std::string> differences;
  const auto differ = [&](const std::string& what, const std::string& a, const std::string& b) {
    if (a != b) differences.push_back(fmt::format("{} {} and {}", what, a, b));
  };
  differ("host", base.host, candidate.host);
  for (const char* fact : {"cpu", "cores", "arch"}) {
    const auto a = base.host_facts.find(fact), b = candidate.host_facts.find(fact);
    if (a != base.host_facts.end() && b != candidate.host_facts.end()) {
      differ(fact, a->second, b->second);
    }
  }
  if (differences.empty()) return;
  const std::string sentence = fmt::format("{} and {} are of different machines ({})", base.id,
                                           candidate.id, fmt::join(differences, ", "));
  if (!options.other_host) {
    refuse(sentence, "a slower machine is no regression; compare all the same with: --other-host");
  }
  warnings.push_back(sentence + ": the ratio is that of machine and candidate together");
}

const WorkloadSpec* find_workload(const Run& run, const std::string& label) {
  for (const WorkloadSpec& workload : run.plan.workloads) {
    if (workload.label == label) return &workload;
  }
  return nullptr;
}

std::string differing_parameters(const WorkloadSpec& a, const WorkloadSpec& b) {
  std::vector<std::string> found;
  std::map<std::string, std::string> all = b.params;
  all.insert(a.params.begin(), a.params.end());
  for (const auto& [name, ignored] : all) {
    const auto in_a = a.params.find(name), in_b = b.params.find(name);
    const std::string va = in_a == a.params.end() ? "absent" : in_a->second;
    const std::string vb = in_b == b.params.end() ? "absent" : in_b->second;
    if (va != vb) found.push_back(fmt::format("{} is {} and {}", name, va, vb));
  }
  if (a.cold != b.cold) found.push_back("caches are emptied in one of them");
  return fmt::format("{}", fmt::join(found, ", "));
}

std::string labels(const Run& run) {
  std::vector<std::string> all;
  for (const WorkloadSpec& workload : run.plan.workloads) all.push_back(workload.label);
  return fmt::format("{}", fmt::join(all, ", "));
}

std::string share_names(const Run& run) {
  std::vector<std::string> all;
  for (const Mount& mount : run.mounts) all.push_back(mount.share.name);
  return fmt::format("{}", fmt::join(all, ", "));
}

std::vector<WorkloadSpec> common_workloads(const Run& base, const Run& candidate,
                                           std::vector<std::string>& warnings) {
  std::vector<WorkloadSpec> common;
  std::vector<std::string> alone;
  for (const WorkloadSpec& workload : base.plan.workloads) {
    const WorkloadSpec* other = find_workload(candidate, workload.label);
    if (!other) {
      alone.push_back(workload.label);
      continue;
    }
    const std::string differs = differing_parameters(workload, *other);
    if (!differs.empty()) {
      refuse(fmt::format("{} is not the same work in {} and {}: {}", workload.label, base.id,
                         candidate.id, differs),
             "measure both with the same parameters");
    }
    common.push_back(workload);
  }
  for (const WorkloadSpec& workload : candidate.plan.workloads) {
    if (!find_workload(base, workload.label)) alone.push_back(workload.label);
  }
  if (common.empty()) {
    refuse(fmt::format("{} and {} have no workload in common ({} and {})", base.id, candidate.id,
                       labels(base), labels(candidate)),
           "measure both with the same --workloads");
  }
  if (!alone.empty()) {
    warnings.push_back(
        fmt::format("left out, for it is in one file only: {}", fmt::join(alone, ", ")));
  }
  return common;
}

/// Mounts of both runs that are compared: the ones of the same name, or the only ones.
std::vector<std::pair<int, int>> common_mounts(const Run& base, const Run& candidate,
                                               std::vector<std::string>& warnings) {
  std::vector<std::pair<int, int>> common;
  for (int a = 0; a < std::ssize(base.mounts); ++a) {
    for (int b = 0; b < std::ssize(candidate.mounts); ++b) {
      if (base.mounts[static_cast<std::size_t>(a)].share.name ==
          candidate.mounts[static_cast<std::size_t>(b)].share.name) {
        common.emplace_back(a, b);
      }
    }
  }
  if (common.empty() && base.mounts.size() == 1 && candidate.mounts.size() == 1) {
    warnings.push_back(fmt::format("the shares are not of one name: {} against {}",
                                   share_names(base), share_names(candidate)));
    return {{0, 0}};
  }
  if (common.empty()) {
    refuse(fmt::format("{} and {} have no share in common ({} and {})", base.id, candidate.id,
                       share_names(base), share_names(candidate)),
           "measure both with the same --shares");
  }
  if (common.size() < std::max(base.mounts.size(), candidate.mounts.size())) {
    warnings.push_back(fmt::format("shares that only one file has are left out ({} against {})",
                                   share_names(base), share_names(candidate)));
  }
  return common;
}

void warn_of_differences(const Run& a, const Run& b, std::vector<std::string>& warnings) {
  const auto differ = [&](const std::string& what, const auto& x, const auto& y) {
    if (x != y) warnings.push_back(fmt::format("{} differ: {} and {}", what, x, y));
  };
  differ("versions of sharebench", a.tool_version, b.tool_version);
  differ("warm-ups", a.plan.warmups, b.plan.warmups);
  differ("samples a block", a.plan.samples_per_block, b.plan.samples_per_block);
  differ("levels of the blocks", a.plan.level, b.plan.level);
  for (const auto& [where, method] : a.cold_method) {
    const auto other = b.cold_method.find(where);
    if (other != b.cold_method.end()) differ("ways to empty caches", method, other->second);
  }
  for (const Run* run : {&a, &b}) {
    if (!run->complete) {
      warnings.push_back(fmt::format("{} was stopped before its last block", run->id));
    }
  }
}

Pairing pairing_of(const Run& a, const Run& b) {
  if (same_run(a, b)) return Pairing::kSameRun;
  const bool alike = a.plan.seed == b.plan.seed && labels(a) == labels(b) &&
                     a.plan.samples_per_block == b.plan.samples_per_block &&
                     a.plan.warmups == b.plan.warmups && a.plan.level == b.plan.level;
  return alike ? Pairing::kSameSeed : Pairing::kNone;
}

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

/// Paces at which both runs timed something, 0 among them.
std::vector<double> common_paces(const Run& a, const Run& b) {
  std::vector<double> common = {0};
  for (const double pace_s : a.plan.paces_s) {
    if (std::find(b.plan.paces_s.begin(), b.plan.paces_s.end(), pace_s) != b.plan.paces_s.end()) {
      common.push_back(pace_s);
    }
  }
  return common;
}

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
  run.plan.workloads = common_workloads(base, candidate, merged.warnings);
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
