// Who is judged, and what follows from the verdict.
#include "harness/run/guard_look.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/plan/build_plan.h"

namespace sharebench::run {
std::vector<targets::Target*> nfs_targets(const Run& run, const std::vector<int>& mounts,
                                          Places& places) {
  std::vector<targets::Target*> found;
  for (const int index : mounts) {
    const Mount& mount = run.mounts.at(static_cast<std::size_t>(index));
    if (!plan::is_nfs(mount.share)) continue;
    targets::Target* target = &places.up(mount.target);
    if (std::find(found.begin(), found.end(), target) == found.end()) found.push_back(target);
  }
  return found;
}

GuardState judged(targets::Target& target, const Limits& limits, const std::string& when) {
  GuardState state;
  if (limits.judge) state = limits.judge(target);
  if (state.verdict == GuardVerdict::kProtected || limits.allow_exposed) return state;
  throw EnvironmentError(
      fmt::format("NFS is not measured: {} the block the guard says {}", when,
                  guard_sentence(state)),
      "see every door: sharebench guard check; shut them: sharebench guard apply; or measure "
      "all the same, marked as such: --allow-exposed");
}

}  // namespace sharebench::run
