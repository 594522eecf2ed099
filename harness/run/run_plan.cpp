// Blocks until the plan is done; what was finished is on disk before the next begins.
#include "harness/run/run_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/core/units.h"
#include "harness/run/block.h"
#include "harness/stats/build_report.h"
#include "harness/stats/family.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"

namespace sharebench::run {
namespace {

constexpr int kMostRepeats = 3;

int valid_blocks(const Run& run) {
  return static_cast<int>(std::count_if(run.blocks.begin(), run.blocks.end(),
                                        [](const Block& block) { return block.invalid.empty(); }));
}

bool has_full_size_pass(const Run& run) {
  return std::any_of(run.samples.begin(), run.samples.end(),
                     [](const Sample& sample) { return sample.block < 0; });
}

int samples_in_block(const Plan& plan, std::size_t mounts) {
  int count = 0;
  for (const Cell& cell : plan.cells) {
    if (cell.full_size) continue;
    count += cell.pace_s > 0 ? plan.paced_samples_per_block : plan.samples_per_block;
  }
  for (const WorkloadSpec& workload : plan.workloads) {
    if (!workload.cold) count += plan.warmups * static_cast<int>(mounts);
  }
  return count;
}

/// The loop and what it needs to know from one block to the next.
class Session {
 public:
  Session(Run& run, targets::Target& target, sys::Progress& progress, const Limits& limits,
          const std::function<void(const Run&)>& save)
      : run_(run), target_(target), progress_(progress), limits_(limits), save_(save) {
    in_block_ = samples_in_block(run.plan, run.mounts.size());
    begun_with_ = valid_blocks(run);
  }

  void loop() {
    if (!run_.plan.full_size.empty() && !has_full_size_pass(run_)) full_size_pass();
    while (valid_blocks(run_) < run_.plan.blocks) {
      sys::throw_if_interrupted();
      if (out_of_time()) return;
      one_block();
      if (decided()) break;
    }
    run_.complete = true;
  }

  void finish() {
    for (const auto& [where, method] : run_.cold_method) warn_if_unproved(where, method);
    run_.wall_s["measuring"] += sys::steady_seconds() - started_s_;
    for (const auto& [name, seconds] : spent_) run_.wall_s[name] += seconds;
    save_(run_);
  }

 private:
  void full_size_pass() {
    const BeforeSample before = [&](const std::string& what) {
      sys::throw_if_interrupted();
      progress_.step(what, 0, total(), run_.plan.estimated_s);
    };
    append(run_full_size(run_, started_s_, target_, progress_, limits_, before, spent_), false);
    progress_.note(fmt::format("exact counts at full size taken in {}",
                               format_eta(sys::steady_seconds() - started_s_)));
    blocks_started_s_ = sys::steady_seconds();
    save_(run_);
  }

  void one_block() {
    const int number = valid_blocks(run_);
    int done = 0;
    const BeforeSample before = [&](const std::string& what) {
      sys::throw_if_interrupted();
      progress_.step(fmt::format("block {} of {}: {}", number + 1, until(), what),
                     done_ + std::min(done, in_block_), total(), eta_s(done));
      ++done;
    };
    BlockResult result =
        run_block(run_, number, started_s_, target_, progress_, limits_, before, spent_);
    append(std::move(result), true);
    const Block& block = run_.blocks.back();
    if (block.invalid.empty()) done_ += in_block_;
    progress_.note(fmt::format("block {} of {} {} in {}", number + 1, until(number),
                               block.invalid.empty() ? "done" : "discarded",
                               format_eta(block.wall_s)));
    save_(run_);
    if (!block.invalid.empty() && ++repeats_ > kMostRepeats) {
      throw MeasureError(
          fmt::format("{} blocks had to be discarded; the last: {}", repeats_, block.invalid),
          "the run file holds every sample; see why with: sharebench report RUN");
    }
  }

  /// The block after which the run may end: its next look beyond `blocks`, or its last block.
  int until(int blocks) const {
    const std::vector<int>& looks = run_.plan.looks;
    const auto next = std::upper_bound(looks.begin(), looks.end(), blocks);
    return next == looks.end() ? run_.plan.blocks : *next;
  }
  int until() const { return until(valid_blocks(run_)); }

  /// Samples of this session until then.
  int total() const { return in_block_ * (until() - begun_with_); }

  /// Looks at what was measured so far, where the plan has a look at this number of blocks.
  bool decided() {
    const int blocks = valid_blocks(run_);
    const std::vector<int>& looks = run_.plan.looks;
    if (std::find(looks.begin(), looks.end(), blocks) == looks.end()) return false;
    const FamilyVerdict family = stats::build_report(run_).family;
    const auto open = std::count_if(
        family.verdicts.begin(), family.verdicts.end(),
        [](const Verdict& verdict) { return verdict.finding == Finding::kUndecided; });
    progress_.note(fmt::format("look after {} blocks: {} of {} comparisons decided", blocks,
                               std::ssize(family.verdicts) - open, family.verdicts.size()));
    return !family.verdicts.empty() && !stats::needs_more_blocks(family);
  }

  void append(BlockResult result, bool timed) {
    for (std::size_t i = 0; i < result.mounts.size(); ++i) run_.mounts[i] = result.mounts[i];
    for (const auto& [label, method] : result.cold_method) run_.cold_method[label] = method;
    run_.samples.insert(run_.samples.end(), result.samples.begin(), result.samples.end());
    if (!result.block.invalid.empty()) {
      run_.warnings.push_back(
          {.code = WarningCode::kBlockInvalid,
           .values = {{"block", timed ? std::to_string(result.block.index) : "counts"},
                      {"reason", result.block.invalid}}});
    }
    if (timed) run_.blocks.push_back(std::move(result.block));
  }

  /// Once for every workload and share whose cold reads no counter could confirm.
  void warn_if_unproved(const std::string& where, const std::string& method) {
    if (method.find("unproved") == std::string::npos) return;
    const Warning warning{.code = WarningCode::kColdUnproved,
                          .values = {{"where", where}, {"method", method}}};
    const bool told = std::any_of(
        run_.warnings.begin(), run_.warnings.end(),
        [&](const Warning& w) { return w.code == warning.code && w.values == warning.values; });
    if (!told) run_.warnings.push_back(warning);
  }

  /// Seconds left, from the pace of the blocks so far; the plan's estimate before the first sample.
  double eta_s(int done_in_block) const {
    const int done = done_ + done_in_block;
    if (done == 0) return run_.plan.estimated_s;
    const double elapsed = sys::steady_seconds() - blocks_started_s_;
    return elapsed / done * std::max(0, total() - done);
  }

  bool out_of_time() const {
    if (!limits_.time_budget_s || run_.blocks.empty()) return false;
    const double elapsed = sys::steady_seconds() - started_s_;
    return elapsed + run_.blocks.back().wall_s > *limits_.time_budget_s;
  }

  Run& run_;
  targets::Target& target_;
  sys::Progress& progress_;
  const Limits& limits_;
  const std::function<void(const Run&)>& save_;
  Spent spent_;
  double started_s_ = sys::steady_seconds();
  double blocks_started_s_ = started_s_;
  int in_block_ = 0, begun_with_ = 0, done_ = 0, repeats_ = 0;
};

}  // namespace

void run_plan(Run& run, targets::Target& target, sys::Progress& progress, const Limits& limits,
              const std::function<void(const Run&)>& save) {
  Session session(run, target, progress, limits, save);
  try {
    session.loop();
  } catch (...) {
    const sys::InterruptShield shield;
    session.finish();
    throw;
  }
  session.finish();
}

}  // namespace sharebench::run
