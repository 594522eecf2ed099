// The life of a prepared workload: prepare, then run and verify in turn, then clean.
#include "bench/runner/session.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <utility>

#include "workloads/support/latency.h"
#include "workloads/support/payload.h"

namespace sharebench::runner {

namespace {

std::string folder_name(const Job& job) {
  std::uint64_t hash = 0;
  for (const char letter : job.key()) {
    hash = workloads::derive(hash, static_cast<unsigned char>(letter));
  }
  return fmt::format("{}-{:08x}", job.workload, hash & 0xffffffff);
}

std::uint64_t nanoseconds(const timeval& time) {
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(time.tv_usec) * 1'000;
}

/// Processor time of this process so far.
struct Cpu {
  std::uint64_t user_ns, all_ns;
};
Cpu cpu_so_far() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return {nanoseconds(usage.ru_utime), nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime)};
}

/// Both runs as one; it began when the first did.
Timing sum(Timing first, const Timing& second) {
  first.elapsed_ns += second.elapsed_ns;
  first.user_cpu_ns += second.user_cpu_ns;
  first.cpu_ns += second.cpu_ns;
  first.tally.ops += second.tally.ops;
  first.tally.bytes += second.tally.bytes;
  first.tally.off_clock_ns += second.tally.off_clock_ns;
  for (const auto& [kind, latency] : second.tally.latencies) {
    first.tally.latencies[kind].merge(latency);
  }
  return first;
}

}  // namespace

bool Session::ready(const Job& job) const {
  const auto found = prepared_.find(job.key());
  return found != prepared_.end() && found->second.state == State::kReady;
}

std::uint64_t Session::prepare(const Job& job) {
  clean(job);
  const std::uint64_t start = workloads::now_ns();
  Prepared fresh;
  fresh.workload = workloads::make_workload(job.workload);
  fresh.context.dir = area_.make_folder(folder_name(job));
  fresh.context.seed = job.seed;
  fresh.context.params = job.params;
  fresh.context.latency_every = job.latency_every;
  for (const auto& [name, bytes] : files_) {
    fresh.context.files[name] = std::shared_ptr<const std::string>(&bytes, [](auto*) {});
  }
  try {
    fresh.workload->prepare(fresh.context);
  } catch (...) {
    area_.remove_folder(fresh.context.dir);
    throw;
  }
  prepared_.insert_or_assign(job.key(), std::move(fresh));
  return workloads::now_ns() - start;
}

Timing Session::run(const Job& job, bool again) {
  Prepared& prepared = find(job);
  if (prepared.state == State::kRan) {
    throw workloads::WorkloadError(
        fmt::format("{} was run and not verified since; ask for verify first", job.workload));
  }
  if (prepared.state == State::kBroken) {
    throw workloads::WorkloadError(
        fmt::format("{} failed before; ask for prepare first", job.workload));
  }
  prepared.context.latency_every = job.latency_every;
  prepared.state = State::kBroken;  // until it came through
  Timing timing;
  const Cpu before = cpu_so_far();
  timing.started_ns = workloads::now_ns();
  timing.tally = prepared.workload->run(prepared.context);
  timing.elapsed_ns = workloads::now_ns() - timing.started_ns - timing.tally.off_clock_ns;
  const Cpu after = cpu_so_far();
  const std::uint64_t user_ns = after.user_ns - before.user_ns;
  timing.user_cpu_ns =
      user_ns > timing.tally.off_clock_ns ? user_ns - timing.tally.off_clock_ns : 0;
  timing.cpu_ns = after.all_ns - before.all_ns;
  prepared.state = State::kRan;
  prepared.so_far = again ? sum(std::move(prepared.so_far), timing) : timing;
  return prepared.so_far;
}

void Session::verify(const Job& job) {
  Prepared& prepared = find(job);
  if (prepared.state != State::kRan) {
    throw workloads::WorkloadError(
        fmt::format("{} was not run, so there is nothing to verify", job.workload));
  }
  prepared.state = State::kBroken;
  prepared.workload->verify(prepared.context);
  ++prepared.context.sample_index;
  prepared.state = State::kReady;
}

void Session::clean(const Job& job) {
  const auto found = prepared_.find(job.key());
  if (found == prepared_.end()) return;
  area_.remove_folder(found->second.context.dir);
  prepared_.erase(found);
}

DropResult Session::drop(const Job& job) {
  return drop_cached(find(job).context.dir);
}

Session::Prepared& Session::find(const Job& job) {
  const auto found = prepared_.find(job.key());
  if (found != prepared_.end()) return found->second;
  throw workloads::WorkloadError(
      fmt::format("{} is not prepared with these parameters and this seed", job.workload));
}

}  // namespace sharebench::runner
