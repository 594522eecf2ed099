// The order of events inside a block.
#include "harness/run/block.h"

#include <fmt/format.h>

#include <cmath>

#include "harness/core/units.h"
#include "harness/plan/shuffle.h"
#include "harness/sys/clock.h"
#include "harness/sys/host_facts.h"

namespace sharebench::run {
namespace {

constexpr double kClockTolerance = 0.01;  // |ln(guest seconds / host seconds)|, STATS: clock

/// The state of a block while it runs.
class BlockRun {
 public:
  BlockRun(const Run& run, int number, double started_s, targets::Target& target,
           sys::Progress& progress, const Limits& limits, const BeforeSample& before, Spent& spent)
      : run_(run),
        number_(number),
        started_s_(started_s),
        target_(target),
        progress_(progress),
        limits_(limits),
        before_(before),
        spent_(spent) {}

  BlockResult timed();
  BlockResult full_size();

 private:
  void open();
  void close();
  void workload(int index);
  void unpaced(int workload, const targets::Work& work);
  void paced(int workload, const targets::Work& work, double pace_s);
  void sample(const Cell& cell, const targets::Work& work, bool warmup);
  targets::Work work_for(const WorkloadSpec& spec, int workload) const;
  int cell_index(const Cell& wanted) const;
  void check_clock();

  const Run& run_;
  int number_;
  double started_s_;
  targets::Target& target_;
  sys::Progress& progress_;
  const Limits& limits_;
  const BeforeSample& before_;
  Spent& spent_;
  BlockResult result_;
  std::unique_ptr<Arms> arms_;
  std::optional<std::pair<double, double>> clocks_;
  double opened_s_ = 0;
  int position_ = 0;
  bool over_ = false;  ///< a runner was killed at its deadline: this block cannot go on
};

void BlockRun::open() {
  opened_s_ = sys::steady_seconds();
  result_.block.index = static_cast<int>(run_.blocks.size());
  result_.block.started_s = opened_s_ - started_s_;
  result_.block.load_average = sys::load_average();
  target_.set_pace(0);
  {
    const Stopwatch watch(spent_, "mounts and containers");
    before_("mounting and starting containers");
    arms_ = std::make_unique<Arms>(run_, target_, progress_);
  }
  result_.block.setup_s = sys::steady_seconds() - opened_s_;
  for (int m = 0; m < arms_->size(); ++m) result_.mounts.push_back(arms_->at(m).mount);
  clocks_ = target_.clocks();
}

void BlockRun::close() {
  check_clock();
  const Stopwatch watch(spent_, "mounts and containers");
  const double started = sys::steady_seconds();
  arms_->close();
  result_.block.setup_s += sys::steady_seconds() - started;
  result_.block.wall_s = sys::steady_seconds() - opened_s_;
}

void BlockRun::check_clock() {
  const auto now = target_.clocks();
  if (!clocks_ || !now) return;
  const double host = now->first - clocks_->first;
  const double guest = now->second - clocks_->second;
  if (host < 1 || guest <= 0) return;
  result_.block.clock_ratio = guest / host;
  if (std::fabs(std::log(guest / host)) > kClockTolerance) {
    result_.block.invalid = fmt::format(
        "the guest's clock ran {:.3f} s while the host's ran {:.3f} s (paused or stolen time)",
        guest, host);
  }
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

void BlockRun::sample(const Cell& cell, const targets::Work& work, bool warmup) {
  Arm& arm = arms_->at(cell.mount);
  before_(fmt::format("{} on {}{}{}", work.spec.label, arm.mount.share.name,
                      cell.pace_s > 0 ? fmt::format(" at {}", format_seconds(cell.pace_s)) : "",
                      warmup ? " (warm-up)" : ""));
  const double begun = sys::steady_seconds() - started_s_;
  Measured measured =
      measure(target_, arm, {work, cell.pace_s, warmup ? "warm-ups" : "samples"}, limits_, spent_);
  Sample& taken = measured.sample;
  taken.block = cell.full_size ? -1 : result_.block.index;
  taken.cell = cell_index(cell);
  taken.position = position_++;
  taken.warmup = warmup;
  taken.started_s = begun;
  if (!measured.cold_method.empty()) {
    result_.cold_method[fmt::format("{} on {}", work.spec.label, arm.mount.share.name)] =
        measured.cold_method + (measured.cold_proved ? ", proved by counters" : ", unproved");
  }
  if (!taken.failure.empty() && result_.block.invalid.empty()) {
    result_.block.invalid =
        fmt::format("{} on {}: {}", work.spec.label, arm.mount.share.name, taken.failure);
  }
  result_.samples.push_back(std::move(taken));
  over_ = over_ || arm.session->killed();
}

void BlockRun::unpaced(int workload, const targets::Work& work) {
  for (int i = 0; !work.spec.cold && i < run_.plan.warmups; ++i) {
    for (int arm = 0; arm < arms_->size() && !over_; ++arm) {
      sample({.mount = arm, .workload = workload}, work, true);
    }
  }
  const auto order =
      plan::sample_order(arms_->size(), run_.plan.samples_per_block, number_,
                         plan::mix(run_.plan.seed, static_cast<std::uint64_t>(workload), 7));
  result_.block.order += work.spec.label + ":";
  for (const int arm : order) {
    if (over_) break;
    result_.block.order += fmt::format(" {}", arm);
    sample({.mount = arm, .workload = workload}, work, false);
  }
  result_.block.order += "; ";
}

void BlockRun::paced(int workload, const targets::Work& work, double pace_s) {
  std::vector<int> paceable;
  for (int arm = 0; arm < arms_->size(); ++arm) {
    if (cell_index({.mount = arm, .workload = workload, .pace_s = pace_s}) >= 0) {
      paceable.push_back(arm);
    }
  }
  if (paceable.empty() || over_) return;
  const auto order = plan::sample_order(
      static_cast<int>(paceable.size()), run_.plan.paced_samples_per_block, number_,
      plan::mix(run_.plan.seed, static_cast<std::uint64_t>(workload), 8));
  for (const int at : order) {
    if (over_) break;
    sample(
        {.mount = paceable[static_cast<std::size_t>(at)], .workload = workload, .pace_s = pace_s},
        work, false);
  }
}

void BlockRun::workload(int index) {
  const targets::Work work = work_for(run_.plan.workloads[static_cast<std::size_t>(index)], index);
  for (int arm = 0; arm < arms_->size(); ++arm) {
    const Stopwatch watch(spent_, "data sets");
    before_(fmt::format("{} on {}: data set", work.spec.label, arms_->at(arm).mount.share.name));
    arms_->at(arm).session->prepare(work, limits_.sample_timeout_s);
  }
  unpaced(index, work);
  for (const double pace_s : run_.plan.paces_s) paced(index, work, pace_s);
  for (int arm = 0; arm < arms_->size() && !over_; ++arm) {
    const Stopwatch watch(spent_, "data sets");
    arms_->at(arm).session->clean(work, limits_.sample_timeout_s);
  }
}

BlockResult BlockRun::timed() {
  open();
  const auto order =
      plan::permutation(static_cast<int>(run_.plan.workloads.size()),
                        plan::mix(run_.plan.seed, static_cast<std::uint64_t>(number_), 9));
  for (const int index : order) {
    if (!over_) workload(index);
  }
  close();
  return std::move(result_);
}

BlockResult BlockRun::full_size() {
  open();
  for (std::size_t w = 0; w < run_.plan.full_size.size(); ++w) {
    const targets::Work work = work_for(run_.plan.full_size[w], static_cast<int>(w));
    for (int arm = 0; arm < arms_->size() && !over_; ++arm) {
      {
        const Stopwatch watch(spent_, "data sets");
        before_(
            fmt::format("{} at full size on {}", work.spec.label, arms_->at(arm).mount.share.name));
        arms_->at(arm).session->prepare(work, limits_.sample_timeout_s);
      }
      sample({.mount = arm, .workload = static_cast<int>(w), .full_size = true}, work, false);
      if (over_) break;
      const Stopwatch watch(spent_, "data sets");
      arms_->at(arm).session->clean(work, limits_.sample_timeout_s);
    }
  }
  close();
  return std::move(result_);
}

}  // namespace

BlockResult run_block(const Run& run, int number, double started_s, targets::Target& target,
                      sys::Progress& progress, const Limits& limits, const BeforeSample& before,
                      Spent& spent) {
  return BlockRun(run, number, started_s, target, progress, limits, before, spent).timed();
}

BlockResult run_full_size(const Run& run, double started_s, targets::Target& target,
                          sys::Progress& progress, const Limits& limits, const BeforeSample& before,
                          Spent& spent) {
  return BlockRun(run, -1, started_s, target, progress, limits, before, spent).full_size();
}

}  // namespace sharebench::run
