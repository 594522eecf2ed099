// A conversation with one served runner: requests and answers of one JSON line each.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "harness/core/sample.h"
#include "harness/core/workload_spec.h"
#include "harness/sys/command_runner.h"

namespace sharebench::targets {

/// The version of the conversation; runner and harness must agree exactly.
inline constexpr int kProtocol = 1;

/// One piece of work: a workload with its seed.
struct Work {
  WorkloadSpec spec{};
  std::uint64_t seed = 1;
  unsigned latency_every = 1;
};

/// What the runner says when greeted.
struct RunnerFacts {
  std::string version{}, arch{}, clocksource{}, mountinfo{}, dir{};
  double clock_step_s = 0;                    ///< the larger of the clock's resolution and its cost
  std::optional<std::uint64_t> free_bytes{};  ///< on the file system of `dir`
  std::uint64_t memory_bytes = 0;             ///< of the guest; 0: unknown
  std::uint64_t memory_limit_bytes = 0;       ///< of the container; 0: none
  bool case_insensitive = false;              ///< the file system of `dir`
  double load_average = -1;                   ///< of the guest; negative: unknown
  int cpus = 0;                               ///< of the guest
  std::string cpu{};                          ///< model name as the guest sees it
};

class RunnerSession {
 public:
  /// Greets the runner. Throws EnvironmentError when it does not answer within `deadline_s`, or is
  /// of another protocol or version.
  RunnerSession(std::unique_ptr<sys::Child> child, double deadline_s);
  ~RunnerSession();
  RunnerSession(const RunnerSession&) = delete;
  RunnerSession& operator=(const RunnerSession&) = delete;

  const RunnerFacts& facts() const { return facts_; }

  /// Makes the data set. Throws MeasureError with the runner's sentence.
  void prepare(const Work& work, double deadline_s);

  /// The timed part; block, cell and position are the caller's to fill in. A failure inside the
  /// workload is in Sample::failure, and so is an answer that did not come within `deadline_s` (the
  /// runner is killed then). Throws MeasureError when the runner is gone.
  Sample run(const Work& work, double deadline_s);

  /// The timed part once more after a verify(); the sample is of this run and all since the last
  /// run(), its seconds, operations, bytes and latencies together. Else as run().
  Sample again(const Work& work, double deadline_s);

  /// Checks what the last run did. Empty when all is well, else the sentence; a deadline that
  /// passes is treated as in run().
  std::string verify(const Work& work, double deadline_s);

  /// True when a deadline passed, so that nothing more can be asked.
  bool killed() const { return killed_; }

  /// Asks the runner to drop its files from the page cache (posix_fadvise); false when it cannot.
  bool drop(const Work& work, double deadline_s);

  /// Removes the data set.
  void clean(const Work& work, double deadline_s);

 private:
  Sample sample(const std::string& op, const Work& work, double deadline_s);
  std::optional<std::string> answer(const std::string& op, const Work* work, double deadline_s);
  std::string ask(const std::string& op, const Work* work, double deadline_s);

  std::unique_ptr<sys::Child> child_;
  bool killed_ = false;
  RunnerFacts facts_;
};

}  // namespace sharebench::targets
