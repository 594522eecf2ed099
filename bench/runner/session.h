// Workloads that are prepared in the area, each in a folder of its own, and what may be asked of
// them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "bench/runner/drop.h"
#include "bench/runner/job.h"
#include "workloads/support/area.h"
#include "workloads/workload.h"

namespace sharebench::runner {

/// The timed part of one run.
struct Timing {
  workloads::Tally tally;
  std::uint64_t started_ns = 0;  ///< steady clock
  std::uint64_t elapsed_ns = 0;  ///< without Tally::off_clock_ns
  /// Processor time outside the kernel (getrusage), without Tally::off_clock_ns: what the program
  /// itself computes. The kernel counts it in ticks, so it is good to some 4 ms.
  std::uint64_t user_cpu_ns = 0;
  /// Processor time in all (getrusage), off the clock too; the kernel counts the sum exactly.
  std::uint64_t cpu_ns = 0;
};

class Session {
 public:
  explicit Session(workloads::Area& area) : area_(area) {}

  /// Adds to a file that parameters may name as if it were on this machine.
  void add_to_file(const std::string& name, const std::string& bytes) { files_[name] += bytes; }

  /// True when run() may be called.
  bool ready(const Job& job) const;

  /// Makes the data set, afresh when there is one already; returns the nanoseconds it took. A
  /// failure leaves nothing behind. Throws WorkloadError, AreaError.
  std::uint64_t prepare(const Job& job);

  /// The timed part, once; with `again` the result is of this run and all since the last one
  /// without it: times and tallies added up, latencies merged. Throws WorkloadError when the job is
  /// not prepared, when its last run was not verified, and when the workload fails; after a failure
  /// it must be prepared again.
  Timing run(const Job& job, bool again = false);

  /// Checks the last run and makes ready for the next. Throws WorkloadError, then as after run().
  void verify(const Job& job);

  /// Removes folder and data; nothing happens when there is none. Throws AreaError.
  void clean(const Job& job);

  /// Asks the kernel to forget the cached pages of the job's files. Throws WorkloadError.
  DropResult drop(const Job& job);

 private:
  enum class State { kReady, kRan, kBroken };
  struct Prepared {
    std::unique_ptr<workloads::Workload> workload;
    workloads::Context context;
    Timing so_far{};
    State state = State::kReady;
  };

  Prepared& find(const Job& job);

  workloads::Area& area_;
  std::map<std::string, std::string> files_{};
  std::map<std::string, Prepared> prepared_;  ///< by Job::key()
};

}  // namespace sharebench::runner
