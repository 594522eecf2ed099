// Rules about runs that statistics and reporters must read in the same way.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "harness/core/run.h"

namespace sharebench {

/// True when the sample may enter a figure: timed (not a warm-up, not the counting pass), verified,
/// not failed, longer than nothing, and in a block that counts.
inline bool counts(const Run& run, const Sample& sample) {
  if (sample.warmup || sample.block < 0) return false;
  if (!sample.failure.empty() || !sample.verified || !(sample.elapsed_s > 0)) return false;
  const auto block = static_cast<std::size_t>(sample.block);
  return block < run.blocks.size() && run.blocks[block].invalid.empty();
}

/// How often the body of a cell's workload was run in each of its samples.
inline int repeats_of(const Plan& plan, const Cell& cell) {
  const auto workload = static_cast<std::size_t>(cell.workload);
  const bool once = cell.pace_s > 0 || cell.full_size || workload >= plan.repeats.size();
  return once ? 1 : plan.repeats[workload];
}

/// The mount that `mount` is compared with; `mount` itself when others are compared with it.
inline int baseline_for(const Run& run, int mount) {
  const auto at = static_cast<std::size_t>(mount);
  return at < run.plan.baselines.size() ? run.plan.baselines[at] : run.plan.baseline;
}

/// True when the other shares of its target are compared with this one.
inline bool is_baseline(const Run& run, const std::string& share) {
  for (int mount = 0; mount < static_cast<int>(run.mounts.size()); ++mount) {
    if (run.mounts[static_cast<std::size_t>(mount)].share.name == share) {
      return baseline_for(run, mount) == mount;
    }
  }
  return false;
}

/// The id of the target that the share is on; empty when no mount has that name.
inline std::string target_of(const Run& run, const std::string& share) {
  for (const Mount& mount : run.mounts) {
    if (mount.share.name == share) return run.targets[static_cast<std::size_t>(mount.target)].id;
  }
  return "";
}

/// The command that began the run: `run`, `regress` or `selftest`.
inline std::string command_of(const Run& run) {
  const auto begun = run.settings.find("command");
  return begun == run.settings.end() ? "run" : begun->second;
}

/// True when the seconds of this run are not hardware seconds.
inline bool is_emulated(const Run& run) {
  return run.measured_on == "emulated" ||
         std::any_of(run.targets.begin(), run.targets.end(),
                     [](const TargetInfo& target) { return target.emulated; });
}

/// The worst state that a block began or ended in; nothing where NFS was not judged.
inline std::optional<GuardState> worst_state(const Run& run) {
  const auto worst =
      std::max_element(run.guard.begin(), run.guard.end(),
                       [](const auto& a, const auto& b) { return worse(b.verdict, a.verdict); });
  return worst == run.guard.end() ? std::nullopt : std::optional(*worst);
}

/// Its name, or nothing.
inline std::string worst_guard(const Run& run) {
  const std::optional<GuardState> worst = worst_state(run);
  return worst ? guard_verdict_name(worst->verdict) : "";
}

/// The same where NFS was measured although it was not shut; else empty. A block without a verdict
/// among others that have one is as good as unknown.
inline std::string measured_exposed(const Run& run) {
  const std::string worst = worst_guard(run);
  if (worst != guard_verdict_name(GuardVerdict::kProtected)) return worst;
  const bool all_judged = std::all_of(run.blocks.begin(), run.blocks.end(), [](const Block& block) {
    return !block.invalid.empty() || (block.guard_before >= 0 && block.guard_after >= 0);
  });
  return all_judged ? "" : guard_verdict_name(GuardVerdict::kUnknown);
}

}  // namespace sharebench
