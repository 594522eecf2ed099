// The order of events inside a block.
#include "harness/run/block.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"
#include "harness/plan/build_plan.h"
#include "harness/plan/shuffle.h"
#include "harness/run/arms.h"
#include "harness/run/clock_check.h"
#include "harness/run/guard_look.h"
#include "harness/stats/clock_checks.h"
#include "harness/sys/clock.h"
#include "harness/sys/host_facts.h"

namespace sharebench::run {
namespace {

// Each random choice of a block has a stream of its own.
constexpr std::uint64_t kSampleOrder = 7, kPacedOrder = 8, kWorkloadOrder = 9, kTargetOrder = 10;

/// A folder of this machine that turns out to be an NFS mount: its server is somebody else's
/// matter, and nobody asked whether it is shut.
bool is_unasked_nfs(const Mount& mount) {
  return mount.observed.fstype.rfind("nfs", 0) == 0 && !plan::is_nfs(mount.share);
}

/// What a block takes of every arm and workload.
struct Dose {
  int samples = 0, warmups = 0;
  std::vector<double> paces_s{};
  bool cold = true;  ///< cold workloads too
};

/// The state of a block while it runs.
class BlockRun {
 public:
  BlockRun(const Run& run, int number, const Surroundings& around, Dose dose)
      : run_(run), number_(number), around_(around), dose_(std::move(dose)) {
    opened_s_ = sys::steady_seconds();
    result_.block.index = static_cast<int>(run_.blocks.size());
    result_.block.started_s = opened_s_ - around_.started_s;
    result_.block.load_average = sys::load_average();
  }

  BlockResult timed();
  BlockResult full_size();

 private:
  std::vector<std::vector<int>> groups() const;
  void open(const std::vector<int>& mounts);
  void close();
  void set_pace(double seconds);
  void prepare(const targets::Work& work);
  void clean(const targets::Work& work);
  void workload(int index);
  void unpaced(int workload, const targets::Work& work);
  void paced(int workload, const targets::Work& work, double pace_s);
  void sample(Arm& arm, Cell cell, const targets::Work& work, bool warmup);
  targets::Work work_for(const WorkloadSpec& spec, int workload) const;
  int cell_index(const Cell& wanted) const;
  void distrust_clock(const Arm& arm);
  void look(std::optional<GuardState>& worst, const std::string& when);
  void invalidate(const std::string& why);

  const Run& run_;
  int number_;
  const Surroundings& around_;
  Dose dose_;
  BlockResult result_;
  std::unique_ptr<Arms> arms_;
  std::vector<targets::Target*> targets_, nfs_targets_;
  std::optional<ClockCheck> clocks_;
  double opened_s_ = 0;
  int position_ = 0;
  bool over_ = false;  ///< a runner was killed at its deadline: this block cannot go on
};

/// Mounts that are set up together: all of them, or target by target.
std::vector<std::vector<int>> BlockRun::groups() const {
  std::map<int, std::vector<int>> by_target;
  for (int mount = 0; mount < std::ssize(run_.mounts); ++mount) {
    const int target = run_.mounts[static_cast<std::size_t>(mount)].target;
    by_target[around_.places.one_at_a_time() ? target : 0].push_back(mount);
  }
  std::vector<std::vector<int>> groups;
  for (auto& [target, mounts] : by_target) groups.push_back(std::move(mounts));
  if (groups.size() == 2 &&
      plan::first_of_two(number_, plan::mix(run_.plan.seed, 0, kTargetOrder)) == 1) {
    std::swap(groups[0], groups[1]);
  }
  return groups;
}

/// Judges the NFS servers of the arms; the worst of what was found stays.
void BlockRun::look(std::optional<GuardState>& worst, const std::string& when) {
  for (targets::Target* target : nfs_targets_) {
    const Stopwatch watch(around_.spent, "guard");
    around_.before("is NFS shut?");
    GuardState state = judged(*target, around_.limits, when);
    if (state.verdict != GuardVerdict::kProtected) {
      result_.warnings.push_back({.code = WarningCode::kExposed,
                                  .values = {{"verdict", guard_verdict_name(state.verdict)}}});
    }
    if (!worst || worse(state.verdict, worst->verdict)) worst = std::move(state);
  }
}

void BlockRun::open(const std::vector<int>& mounts) {
  const double started = sys::steady_seconds();
  nfs_targets_ = nfs_targets(run_, mounts, around_.places);
  look(result_.guard_before, "before");
  {
    const Stopwatch watch(around_.spent, "mounts and containers");
    around_.before("mounting and starting containers");
    arms_ = std::make_unique<Arms>(run_, mounts, around_.places, around_.progress);
  }
  targets_.clear();
  for (const Arm& arm : arms_->all()) {
    result_.mounts[arm.index] = arm.mount;
    distrust_clock(arm);
    result_.warnings.insert(result_.warnings.end(), arm.warnings.begin(), arm.warnings.end());
    if (is_unasked_nfs(arm.mount)) {
      result_.warnings.push_back({.code = WarningCode::kNotGuarded});
    }
    result_.clock_step_s = std::max(result_.clock_step_s, arm.session->facts().clock_step_s);
    if (std::find(targets_.begin(), targets_.end(), arm.target) == targets_.end()) {
      targets_.push_back(arm.target);
    }
  }
  set_pace(0);
  clocks_.emplace(targets_);
  result_.block.setup_s += sys::steady_seconds() - started;
}

void BlockRun::close() {
  const ClockCheck::Result clocks = clocks_->end();
  if (clocks.ratio != 1) result_.block.clock_ratio = clocks.ratio;
  if (!clocks.disagree.empty()) {
    result_.clock_failed = result_.block.invalid.empty();
    invalidate(clocks.disagree);
  }
  const double started = sys::steady_seconds();
  look(result_.guard_after, "after");
  const Stopwatch watch(around_.spent, "mounts and containers");
  arms_->close();
  around_.places.release();
  result_.block.setup_s += sys::steady_seconds() - started;
  result_.block.wall_s = sys::steady_seconds() - opened_s_;
}

void BlockRun::invalidate(const std::string& why) {
  if (result_.block.invalid.empty()) result_.block.invalid = why;
}

void BlockRun::distrust_clock(const Arm& arm) {
  const std::string& source = arm.session->facts().clocksource;
  if (!stats::distrusted_clocksource(source)) return;
  result_.warnings.push_back({.code = WarningCode::kCoarseClock, .values = {{"source", source}}});
}

void BlockRun::set_pace(double seconds) {
  for (targets::Target* target : targets_) target->set_pace(seconds);
}

targets::Work BlockRun::work_for(const WorkloadSpec& spec, int workload) const {
  // Kept below 2^53: the seed travels as a JSON number.
  const std::uint64_t seed = plan::mix(run_.plan.seed, static_cast<std::uint64_t>(number_ + 1),
                                       static_cast<std::uint64_t>(workload)) >>
                             11;
  return {.spec = spec, .seed = seed};
}

int BlockRun::cell_index(const Cell& wanted) const {
  for (std::size_t i = 0; i < run_.plan.cells.size(); ++i) {
    const Cell& cell = run_.plan.cells[i];
    if (cell.mount == wanted.mount && cell.workload == wanted.workload &&
        cell.pace_s == wanted.pace_s && cell.full_size == wanted.full_size) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

void BlockRun::sample(Arm& arm, Cell cell, const targets::Work& work, bool warmup) {
  cell.mount = arm.index;
  const std::string where = fmt::format("{} on {}", work.spec.label, arm.mount.share.name);
  around_.before(where +
                 (cell.pace_s > 0 ? fmt::format(" at {}", format_seconds(cell.pace_s)) : "") +
                 (warmup ? " (warm-up)" : ""));
  const double begun = sys::steady_seconds() - around_.started_s;
  Measured measured = measure(
      arm, {work, cell.pace_s, repeats_of(run_.plan, cell), warmup ? "warm-ups" : "samples"},
      around_.limits, around_.spent);
  Sample& taken = measured.sample;
  taken.block = cell.full_size ? -1 : result_.block.index;
  taken.cell = cell_index(cell);
  taken.position = position_++;
  taken.warmup = warmup;
  taken.started_s = begun;
  if (!measured.cold_method.empty()) {
    result_.cold_method[where] =
        measured.cold_method + (measured.cold_proved ? ", proved by counters" : ", unproved");
  }
  if (!taken.failure.empty()) invalidate(fmt::format("{}: {}", where, taken.failure));
  result_.samples.push_back(std::move(taken));
  over_ = over_ || arm.session->killed();
}

void BlockRun::unpaced(int workload, const targets::Work& work) {
  std::vector<Arm>& arms = arms_->all();
  for (int i = 0; !work.spec.cold && i < dose_.warmups; ++i) {
    for (Arm& arm : arms) {
      if (!over_) sample(arm, {.workload = workload}, work, true);
    }
  }
  const auto order = plan::sample_order(
      static_cast<int>(arms.size()), dose_.samples, number_,
      plan::mix(run_.plan.seed, static_cast<std::uint64_t>(workload), kSampleOrder));
  result_.block.order += work.spec.label + ":";
  for (const int at : order) {
    if (over_) break;
    Arm& arm = arms[static_cast<std::size_t>(at)];
    result_.block.order += fmt::format(" {}", arm.index);
    sample(arm, {.workload = workload}, work, false);
  }
  result_.block.order += "; ";
}

void BlockRun::paced(int workload, const targets::Work& work, double pace_s) {
  std::vector<Arm*> paceable;
  for (Arm& arm : arms_->all()) {
    if (cell_index({.mount = arm.index, .workload = workload, .pace_s = pace_s}) >= 0) {
      paceable.push_back(&arm);
    }
  }
  if (paceable.empty() || over_) return;
  const auto order = plan::sample_order(
      static_cast<int>(paceable.size()), run_.plan.paced_samples_per_block, number_,
      plan::mix(run_.plan.seed, static_cast<std::uint64_t>(workload), kPacedOrder));
  for (const int at : order) {
    if (over_) break;
    sample(*paceable[static_cast<std::size_t>(at)], {.workload = workload, .pace_s = pace_s}, work,
           false);
  }
}

void BlockRun::prepare(const targets::Work& work) {
  for (Arm& arm : arms_->all()) {
    const Stopwatch watch(around_.spent, "data sets");
    around_.before(fmt::format("{} on {}: data set", work.spec.label, arm.mount.share.name));
    arm.session->prepare(work, around_.limits.sample_timeout_s);
  }
}

void BlockRun::clean(const targets::Work& work) {
  for (Arm& arm : arms_->all()) {
    if (over_) return;
    const Stopwatch watch(around_.spent, "data sets");
    arm.session->clean(work, around_.limits.sample_timeout_s);
  }
}

void BlockRun::workload(int index) {
  const WorkloadSpec& spec = run_.plan.workloads[static_cast<std::size_t>(index)];
  if (spec.cold && !dose_.cold) return;
  const targets::Work work = work_for(spec, index);
  prepare(work);
  unpaced(index, work);
  for (const double pace_s : dose_.paces_s) paced(index, work, pace_s);
  clean(work);
}

BlockResult BlockRun::timed() {
  const auto order = plan::permutation(
      static_cast<int>(run_.plan.workloads.size()),
      plan::mix(run_.plan.seed, static_cast<std::uint64_t>(number_), kWorkloadOrder));
  for (const std::vector<int>& group : groups()) {
    if (over_) break;
    open(group);
    for (const int index : order) {
      if (!over_) workload(index);
    }
    close();
  }
  return std::move(result_);
}

BlockResult BlockRun::full_size() {
  for (const std::vector<int>& group : groups()) {
    open(group);
    for (std::size_t w = 0; w < run_.plan.full_size.size() && !over_; ++w) {
      const targets::Work work = work_for(run_.plan.full_size[w], static_cast<int>(w));
      for (Arm& arm : arms_->all()) {
        if (over_) break;
        {
          const Stopwatch watch(around_.spent, "data sets");
          around_.before(
              fmt::format("{} at full size on {}", work.spec.label, arm.mount.share.name));
          arm.session->prepare(work, around_.limits.sample_timeout_s);
        }
        sample(arm, {.workload = static_cast<int>(w), .full_size = true}, work, false);
        if (over_) break;
        const Stopwatch watch(around_.spent, "data sets");
        arm.session->clean(work, around_.limits.sample_timeout_s);
      }
    }
    close();
  }
  return std::move(result_);
}

int noted(Run& run, const std::optional<GuardState>& state) {
  if (!state) return -1;
  const auto known = std::find(run.guard.begin(), run.guard.end(), *state);
  const auto index = static_cast<int>(known - run.guard.begin());
  if (known == run.guard.end()) run.guard.push_back(*state);
  return index;
}

}  // namespace

void append_block(Run& run, const BlockResult& result) {
  Block block = result.block;
  block.guard_before = noted(run, result.guard_before);
  block.guard_after = noted(run, result.guard_after);
  run.blocks.push_back(std::move(block));
}

void note_guard(Run& run, const BlockResult& result) {
  noted(run, result.guard_before);
  noted(run, result.guard_after);
}

BlockResult run_block(const Run& run, int number, const Surroundings& around) {
  const Plan& plan = run.plan;
  return BlockRun(run, number, around, {plan.samples_per_block, plan.warmups, plan.paces_s})
      .timed();
}

BlockResult run_pilot_block(const Run& run, int number, const Surroundings& around) {
  BlockResult result =
      BlockRun(run, number, around, {.samples = kPilotSamples, .cold = false}).timed();
  result.block.index = number;
  for (Sample& sample : result.samples) sample.block = number;
  return result;
}

BlockResult run_full_size(const Run& run, const Surroundings& around) {
  return BlockRun(run, -1, around, {}).full_size();
}

}  // namespace sharebench::run
