// Google Benchmark around a workload: what it times, what it counts, how it tells of a failure.
#pragma once

#include <string>

#include "bench/runner/job.h"
#include "bench/runner/session.h"

namespace sharebench::runner {

inline constexpr int kProtocol = 1;

/// What went wrong inside benchmarks; Google Benchmark's exit status does not say.
struct Failures {
  int count = 0;
  std::string last;
};

/// Which steps a benchmark does.
enum class Steps {
  kAll,      ///< prepare where needed, drop caches of a cold workload, run, verify
  kRunOnly,  ///< the timed part of what is prepared
  kAgain,    ///< the same, added to the runs before it
};

/// Puts the protocol and the version into every answer's context; once a process.
void add_context();

/// Registers `job` as "<workload>/iterations:1/manual_time". The references must outlive the run.
void register_job(Session& session, const Job& job, Steps steps, Failures& failures);

/// Runs the timed part of `job`, as kRunOnly or kAgain say, and returns Google Benchmark's JSON on
/// one line. Throws
/// std::exception when that is not JSON.
std::string run_to_json(Session& session, const Job& job, Steps steps);

}  // namespace sharebench::runner
