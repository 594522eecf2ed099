// Takes one sample.
#include "harness/run/cell.h"

#include <utility>

#include "harness/sys/clock.h"

namespace sharebench::run {
namespace {

using Counters = std::map<std::string, std::uint64_t>;

Counters read_counters(targets::Target& target, const Arm& arm, Spent& spent) {
  if (!arm.mount.has_counters) return {};
  const Stopwatch watch(spent, "counters");
  return target.counters(arm.mount);
}

/// What was added between two readings; kinds that did not move are left out, totals never.
void add_difference(const Counters& before, const Counters& after, Sample& sample) {
  for (const auto& [name, value] : after) {
    const auto at = before.find(name);
    const std::uint64_t was = at == before.end() ? 0 : at->second;
    if (value > was || name.find('.') == std::string::npos) {
      sample.counters[name] = static_cast<double>(value) - static_cast<double>(was);
    }
  }
}

double counter(const Sample& sample, const std::string& name) {
  const auto at = sample.counters.find(name);
  return at == sample.counters.end() ? 0 : at->second;
}

}  // namespace

Stopwatch::Stopwatch(Spent& spent, std::string name)
    : spent_(spent), name_(std::move(name)), started_(sys::steady_seconds()) {}

Stopwatch::~Stopwatch() {
  spent_[name_] += sys::steady_seconds() - started_;
}

Measured measure(targets::Target& target, Arm& arm, const Task& task, const Limits& limits,
                 Spent& spent) {
  const targets::Work& work = task.work;
  Measured measured;
  if (work.spec.cold) {
    const Stopwatch watch(spent, "cache drops");
    measured.cold_method = target.drop_caches(arm.mount, *arm.session, work);
  }
  const Counters before = read_counters(target, arm, spent);
  Sample& sample = measured.sample;
  if (task.pace_s > 0) target.set_pace(task.pace_s);
  {
    const Stopwatch watch(spent, task.spent_as);
    sample = arm.session->run(work, limits.sample_timeout_s);
  }
  if (task.pace_s > 0) target.set_pace(0);
  if (arm.session->killed()) return measured;  // what hung may still be asking
  add_difference(before, read_counters(target, arm, spent), sample);
  if (!sample.failure.empty()) return measured;
  {
    const Stopwatch watch(spent, "verification");
    sample.failure = arm.session->verify(work, limits.sample_timeout_s);
  }
  sample.verified = sample.failure.empty();
  if (work.spec.cold && arm.mount.has_counters && sample.verified) {
    measured.cold_proved = counter(sample, "round_trips") + counter(sample, "disk_reads") > 0;
    if (!measured.cold_proved) {
      sample.failure =
          "the caches were emptied, and yet the cold read asked the other side nothing";
    }
  }
  return measured;
}

}  // namespace sharebench::run
