// Two nested loops over blocks.
#include "harness/run/run_levels.h"

#include <fmt/format.h>

#include "harness/core/error.h"
#include "harness/run/block.h"
#include "harness/run/sample_size.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"

namespace sharebench::run {
namespace {

constexpr int kMostRepeatsOfLevel = 3;

/// The number of blocks that were discarded one after the other; throws after three repeats.
int discarded(int so_far, const Block& block) {
  if (block.invalid.empty()) return 0;
  if (so_far >= kMostRepeatsOfLevel) {
    throw MeasureError(
        fmt::format("{} blocks had to be discarded; the last: {}", so_far + 1, block.invalid),
        "the run file holds every sample; see why with: sharebench report RUN");
  }
  return so_far + 1;
}

/// The boots of an earlier session that have all their mounts. Blocks of an unfinished one are
/// discarded: mounts of two boots are not mounts of one.
int finished_boots(Run& run, int mounts) {
  std::vector<Block*> valid;
  for (Block& block : run.blocks) {
    if (block.invalid.empty()) valid.push_back(&block);
  }
  const std::size_t boots = valid.size() / static_cast<std::size_t>(mounts);
  for (std::size_t i = boots * static_cast<std::size_t>(mounts); i < valid.size(); ++i) {
    valid[i]->invalid = "the run was interrupted before all mounts of this boot were measured";
  }
  return static_cast<int>(boots);
}

}  // namespace

void run_levels(Run& run, int boots, int mounts, Places& places, sys::Progress& progress,
                const Limits& limits, const std::function<void(const Run&)>& save) {
  Spent spent;
  const double started_s = sys::steady_seconds();
  places.hold();
  for (int boot = finished_boots(run, mounts); boot < boots; ++boot) {
    places.down();
    int repeats = 0;
    for (int mount = 0; mount < mounts;) {
      const auto before = [&](const std::string& what) {
        sys::throw_if_interrupted();
        progress.step(fmt::format("boot {} of {}, mount {} of {}: {}", boot + 1, boots, mount + 1,
                                  mounts, what),
                      boot * mounts + mount, boots * mounts, run.plan.estimated_s);
      };
      const BlockResult result = run_block(run, boot * mounts + mount,
                                           {places, progress, limits, before, spent, started_s});
      if (const std::string told = choose_sample_size(run, result); !told.empty()) {
        progress.note(told);
        continue;
      }
      for (const auto& [index, observed] : result.mounts) {
        run.mounts[static_cast<std::size_t>(index)] = observed;
      }
      run.samples.insert(run.samples.end(), result.samples.begin(), result.samples.end());
      for (const Warning& warning : result.warnings) warn_once(run.warnings, warning);
      append_block(run, result);
      save(run);
      repeats = discarded(repeats, result.block);
      if (repeats == 0) ++mount;
    }
    progress.note(fmt::format("boot {} of {} done", boot + 1, boots));
  }
  places.down();
  for (const auto& [name, seconds] : spent) run.wall_s[name] += seconds;
  run.complete = true;
  save(run);
}

}  // namespace sharebench::run
