// Blocks until the plan is done; what was finished is on disk before the next begins.
#include "harness/run/run_plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/core/units.h"
#include "harness/run/block.h"
#include "harness/run/sample_size.h"
#include "harness/stats/build_report.h"
#include "harness/stats/family.h"
#include "harness/stats/judge.h"
#include "harness/stats/pilot.h"
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
  Session(Run& run, Places& places, sys::Progress& progress, const Limits& limits,
          const std::function<void(const Run&)>& save)
      : run_(run), places_(places), progress_(progress), limits_(limits), save_(save) {
    begun_with_ = valid_blocks(run);
  }

  void loop() {
    if (!run_.plan.full_size.empty() && !has_full_size_pass(run_)) full_size_pass();
    if (run_.plan.pilot_blocks > 0 && run_.pilot.empty()) pilot();
    in_block_ = samples_in_block(run_.plan, run_.mounts.size());
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
  Surroundings around(BeforeSample before) {
    return {places_, progress_, limits_, std::move(before), spent_, started_s_};
  }

  void full_size_pass() {
    const BeforeSample before = [&](const std::string& what) {
      sys::throw_if_interrupted();
      progress_.step(what, 0, total(), run_.plan.estimated_s);
    };
    append(run_full_size(run_, around(before)), false);
    progress_.note(fmt::format("exact counts at full size taken in {}",
                               format_eta(sys::steady_seconds() - started_s_)));
    blocks_started_s_ = sys::steady_seconds();
    save_(run_);
  }

  /// Finds how many samples after a mount are warm-up; the plan's blocks leave out as many.
  void pilot() {
    std::vector<Sample> samples;
    for (int number = 0; number < run_.plan.pilot_blocks;) {
      const BeforeSample before = [&](const std::string& what) {
        sys::throw_if_interrupted();
        progress_.step(
            fmt::format("pilot block {} of {}: {}", number + 1, run_.plan.pilot_blocks, what),
            number, run_.plan.pilot_blocks, run_.plan.estimated_s);
      };
      const BlockResult result = run_pilot_block(run_, number, around(before));
      note_guard(run_, result);
      for (const Warning& warning : result.warnings) warn_once(run_.warnings, warning);
      if (!result.block.invalid.empty()) {
        discard(result);
        continue;
      }
      if (takes_longer_samples(result)) continue;
      repeats_ = 0;
      samples.insert(samples.end(), result.samples.begin(), result.samples.end());
      ++number;
    }
    run_.pilot = std::move(samples);
    const auto findings = stats::judge_pilot(run_);
    run_.plan.warmups = stats::warmups_for(findings);
    for (const auto& finding : findings) {
      progress_.note(fmt::format("pilot: {}: {}", finding.workload, sentence(finding.warm_up)));
    }
    blocks_started_s_ = sys::steady_seconds();
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
    const BlockResult result = run_block(run_, number, around(before));
    if (takes_longer_samples(result)) return;
    append(result, true);
    const bool valid = result.block.invalid.empty();
    progress_.note(fmt::format("block {} of {} {} in {}", number + 1, until(number),
                               valid ? "done" : "discarded", format_eta(result.block.wall_s)));
    save_(run_);
    if (!valid) {
      discard(result);
      return;
    }
    repeats_ = 0;
    done_ += in_block_;
  }

  bool takes_longer_samples(const BlockResult& first) {
    if (!run_.pilot.empty()) return false;
    const std::string told = choose_sample_size(run_, first);
    if (!told.empty()) progress_.note(told);
    return !told.empty();
  }

  /// Counts a discarded block; throws when it was repeated often enough.
  void discard(const BlockResult& result) {
    const std::string& why = result.block.invalid;
    if (++repeats_ <= kMostRepeats) return;
    const std::vector<std::string> uneven = stats::unfit_reasons(run_);
    if (!uneven.empty()) {
      throw EnvironmentError(
          fmt::format("one arm fails more often than the other, so nothing can be compared: {}; "
                      "the last failure: {}",
                      fmt::join(uneven, "; "), why),
          "mend that arm first; the run file holds every sample: sharebench report RUN");
    }
    const std::string sentence =
        fmt::format("{} blocks had to be discarded; the last: {}", repeats_, why);
    if (result.clock_failed) {
      throw EnvironmentError(sentence,
                             "give the virtual machine a steady clock and time to run: "
                             "close other work on its host");
    }
    throw MeasureError(sentence,
                       "the run file holds every sample; see why with: sharebench report RUN");
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
    if (blocks < run_.plan.blocks) tell_futility(family);
    return !family.verdicts.empty() && !stats::needs_more_blocks(family);
  }

  /// Says when the plan's last block is not likely to decide. It binds nobody: stopping is the
  /// user's, and never makes a verdict out of none.
  void tell_futility(const FamilyVerdict& family) {
    for (const Verdict& verdict : family.verdicts) {
      if (!verdict.projected_blocks || *verdict.projected_blocks <= run_.plan.blocks) continue;
      progress_.note(fmt::format(
          "{} on {} needs about {} blocks for even odds of a verdict, the plan ends "
          "after {}; Ctrl-C ends it here, what was measured stays",
          verdict.candidate, verdict.workload, *verdict.projected_blocks, run_.plan.blocks));
    }
  }

  void append(const BlockResult& result, bool timed) {
    for (const auto& [index, mount] : result.mounts) {
      run_.mounts[static_cast<std::size_t>(index)] = mount;
    }
    for (const auto& [label, method] : result.cold_method) run_.cold_method[label] = method;
    run_.samples.insert(run_.samples.end(), result.samples.begin(), result.samples.end());
    for (const Warning& warning : result.warnings) warn_once(run_.warnings, warning);
    if (!result.block.invalid.empty()) {
      run_.warnings.push_back(
          {.code = WarningCode::kBlockInvalid,
           .values = {{"block", timed ? std::to_string(result.block.index) : "counts"},
                      {"reason", result.block.invalid}}});
    }
    if (timed) {
      append_block(run_, result);
    } else {
      note_guard(run_, result);
    }
  }

  /// Once for every workload and share whose cold reads no counter could confirm.
  void warn_if_unproved(const std::string& where, const std::string& method) {
    if (method.find("unproved") == std::string::npos) return;
    warn_once(run_.warnings, {.code = WarningCode::kColdUnproved,
                              .values = {{"where", where}, {"method", method}}});
  }

  /// Seconds left, from the pace of the samples so far; the plan's estimate until a tenth of the
  /// first block is done, for mounting comes before its samples.
  double eta_s(int done_in_block) const {
    const int done = done_ + done_in_block;
    const double elapsed = sys::steady_seconds() - blocks_started_s_;
    if (done * 10 < in_block_) return std::max(0.0, run_.plan.estimated_s - elapsed);
    return elapsed / done * std::max(0, total() - done);
  }

  bool out_of_time() const {
    if (!limits_.time_budget_s || run_.blocks.empty()) return false;
    const double elapsed = sys::steady_seconds() - started_s_;
    return elapsed + run_.blocks.back().wall_s > *limits_.time_budget_s;
  }

  Run& run_;
  Places& places_;
  sys::Progress& progress_;
  const Limits& limits_;
  const std::function<void(const Run&)>& save_;
  Spent spent_;
  double started_s_ = sys::steady_seconds();
  double blocks_started_s_ = started_s_;
  int in_block_ = 0, begun_with_ = 0, done_ = 0, repeats_ = 0;
};

}  // namespace

void run_plan(Run& run, Places& places, sys::Progress& progress, const Limits& limits,
              const std::function<void(const Run&)>& save) {
  Session session(run, places, progress, limits, save);
  try {
    session.loop();
  } catch (...) {
    const sys::InterruptShield shield;
    session.finish();
    places.down();
    throw;
  }
  session.finish();
}

}  // namespace sharebench::run
