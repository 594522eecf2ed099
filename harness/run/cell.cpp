// Takes one sample.
#include "harness/run/cell.h"

#include <utility>

#include "harness/core/costs.h"
#include "harness/sys/clock.h"

namespace sharebench::run {
namespace {

using Counters = std::map<std::string, std::uint64_t>;
using Sums = std::map<std::string, double>;

Counters read_counters(const Arm& arm, Spent& spent) {
  if (!arm.mount.has_counters) return {};
  const Stopwatch watch(spent, "counters");
  return arm.target->counters(arm.mount);
}

/// Adds what was added between two readings; kinds that did not move are left out, totals never.
void add_difference(const Counters& before, const Counters& after, Sums& sums) {
  for (const auto& [name, value] : after) {
    const auto at = before.find(name);
    const std::uint64_t was = at == before.end() ? 0 : at->second;
    if (value > was || name.find('.') == std::string::npos) {
      sums[name] += static_cast<double>(value) - static_cast<double>(was);
    }
  }
}

double sum_of(const Sums& sums, const std::string& name) {
  const auto at = sums.find(name);
  return at == sums.end() ? 0 : at->second;
}

/// Means over the runs of a sample whose figures are sums; latencies stay what they are, of all.
void divide(Sample& sample, int runs) {
  const auto n = static_cast<std::uint64_t>(runs);
  sample.elapsed_s /= runs;
  sample.ops /= n;
  sample.bytes /= n;
  const auto cpu = sample.counters.find(kUserCpu);
  if (cpu != sample.counters.end()) cpu->second /= runs;
}

/// The runs of one sample.
class Runs {
 public:
  Runs(Arm& arm, const Task& task, const Limits& limits, Spent& spent)
      : arm_(arm), task_(task), limits_(limits), spent_(spent) {}

  /// Empties caches where the workload is cold, reads the counters, runs, reads them again,
  /// verifies. False when the sample has failed.
  bool once();

  /// All that was measured.
  Measured result();

 private:
  bool proved_cold(const Sums& before);

  Arm& arm_;
  const Task& task_;
  const Limits& limits_;
  Spent& spent_;
  Measured measured_{};
  Sums sums_{};
  int done_ = 0;
};

bool Runs::once() {
  const targets::Work& work = task_.work;
  if (work.spec.cold) {
    const Stopwatch watch(spent_, "cache drops");
    measured_.cold_method = arm_.target->drop_caches(arm_.mount, *arm_.session, work);
  }
  const Counters before = read_counters(arm_, spent_);
  const Sums sums_before = sums_;
  Sample& sample = measured_.sample;
  if (task_.pace_s > 0) arm_.target->set_pace(task_.pace_s);
  {
    const Stopwatch watch(spent_, task_.spent_as);
    sample = done_ == 0 ? arm_.session->run(work, limits_.sample_timeout_s)
                        : arm_.session->again(work, limits_.sample_timeout_s);
  }
  if (task_.pace_s > 0) arm_.target->set_pace(0);
  if (arm_.session->killed()) return false;  // what hung may still be asking
  add_difference(before, read_counters(arm_, spent_), sums_);
  ++done_;
  if (!sample.failure.empty()) return false;
  {
    const Stopwatch watch(spent_, "verification");
    sample.failure = arm_.session->verify(work, limits_.sample_timeout_s);
  }
  sample.verified = sample.failure.empty();
  return sample.verified && proved_cold(sums_before);
}

/// False when counters show that a cold run asked the other side nothing.
bool Runs::proved_cold(const Sums& before) {
  if (!task_.work.spec.cold || !arm_.mount.has_counters) return true;
  double asked = 0;
  for (const char* name : {"round_trips", "disk_reads"}) {
    asked += sum_of(sums_, name) - sum_of(before, name);
  }
  measured_.cold_proved = asked > 0;
  if (!measured_.cold_proved) {
    measured_.sample.failure =
        "the caches were emptied, and yet the cold read asked the other side nothing";
  }
  return measured_.cold_proved;
}

Measured Runs::result() {
  if (done_ == 0) return measured_;
  divide(measured_.sample, done_);
  for (const auto& [name, sum] : sums_) measured_.sample.counters[name] = sum / done_;
  return measured_;
}

}  // namespace

Stopwatch::Stopwatch(Spent& spent, std::string name)
    : spent_(spent), name_(std::move(name)), started_(sys::steady_seconds()) {}

Stopwatch::~Stopwatch() {
  spent_[name_] += sys::steady_seconds() - started_;
}

Measured measure(Arm& arm, const Task& task, const Limits& limits, Spent& spent) {
  Runs runs(arm, task, limits, spent);
  for (int i = 0; i < task.repeats && runs.once(); ++i) continue;
  return runs.result();
}

}  // namespace sharebench::run
