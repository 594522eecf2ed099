// Arguments to a face of the runner to an exit status; the only place that prints an error.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "bench/runner/options.h"
#include "bench/runner/register_workloads.h"
#include "bench/runner/serve.h"
#include "bench/runner/session.h"
#include "bench/runner/signals.h"
#include "bench/runner/version.h"
#include "workloads/support/area.h"
#include "workloads/support/params.h"

namespace {

using namespace sharebench::runner;
namespace workloads = sharebench::workloads;

enum Exit { kDone = 0, kUsage = 2, kEnvironment = 4, kMeasure = 5, kBug = 70, kSignal = 128 };

/// Hands Google Benchmark its flags. Throws UsageError for one it does not know.
void initialize_benchmark(char* program, std::vector<std::string> flags) {
  std::vector<char*> argv{program};  // kept by Google Benchmark
  for (std::string& flag : flags) argv.push_back(flag.data());
  int argc = static_cast<int>(argv.size());
  argv.push_back(nullptr);
  benchmark::Initialize(&argc, argv.data());
  if (argc > 1) {
    throw UsageError(fmt::format("Google Benchmark does not take '{}'", argv[1]),
                     "its flags are in its user guide; sharebench-runner --help lists ours");
  }
  add_context();
}

void register_jobs(Session& session, const Options& options, Failures& failures) {
  if (!options.workload.empty()) {
    const Job job = make_job(options.workload, options.params, options.seed, options.latency_every);
    session.prepare(job);  // here, so that a bad value is a usage error and not a failed sample
    register_job(session, job, Steps::kAll, failures);
    return;
  }
  for (const workloads::WorkloadRow& row : workloads::rows()) {
    register_job(session, make_job(row.name, {}, options.seed, options.latency_every), Steps::kAll,
                 failures);
  }
}

int run_once(Session& session, const Options& options) {
  Failures failures;
  register_jobs(session, options, failures);
  if (benchmark::RunSpecifiedBenchmarks() == 0) {
    throw UsageError("no workload matches the filter", "sharebench-runner --list names all");
  }
  if (failures.count == 0) return kDone;
  fmt::print(stderr, "error: {} of the samples failed, the last with: {}\n", failures.count,
             failures.last);
  return kMeasure;
}

/// Empties the area however work() is left; the watchdog may outlive it and shares the area.
struct EmptyAtEnd {
  workloads::Area& area;
  ~EmptyAtEnd() { area.remove_all(); }
};

int work(char* program, const Options& options) {
  install_signal_handlers();
  const auto area = std::make_shared<workloads::Area>(options.dir);
  const EmptyAtEnd guard{*area};
  start_watchdog(area);
  Session session(*area);
  initialize_benchmark(program, options.benchmark_flags);
  int status = kDone;
  try {
    if (options.face == Face::kServe) {
      serve(*area, session);
    } else {
      status = run_once(session, options);
    }
  } catch (const std::exception&) {
    if (signal_received() == 0) throw;
  }
  return signal_received() != 0 ? kSignal + signal_received() : status;
}

int dispatch(char* program, const Options& options) {
  switch (options.face) {
    case Face::kHelp:
      fmt::print("{}", help_text());
      return kDone;
    case Face::kList:
      fmt::print("{}", list_text());
      return kDone;
    case Face::kVersion:
      fmt::print("sharebench-runner {} {}\n", version(), architecture());
      return kDone;
    case Face::kMark:
      workloads::Area::mark(options.dir);
      return kDone;
    case Face::kUnmark:
      workloads::Area::unmark(options.dir);
      return kDone;
    case Face::kOneShot:
    case Face::kServe:
      return work(program, options);
  }
  return kBug;
}

int complain(int status, const std::string& sentence, const std::string& hint) {
  fmt::print(stderr, "error: {}\n", sentence);
  if (!hint.empty()) fmt::print(stderr, "hint: {}\n", hint);
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return dispatch(argv[0], parse_options({argv + 1, argv + argc}));
  } catch (const UsageError& error) {
    return complain(kUsage, error.what(), error.hint());
  } catch (const workloads::AreaError& error) {
    const bool usage = error.fault() == workloads::AreaError::Fault::kUsage;
    return complain(usage ? kUsage : kEnvironment, error.what(), error.hint());
  } catch (const workloads::ParamError& error) {
    return complain(kUsage, error.what(), "sharebench-runner --help lists parameters and defaults");
  } catch (const workloads::WorkloadError& error) {
    return complain(kMeasure, error.what(), "");
  } catch (const std::bad_alloc&) {
    return complain(kEnvironment, "not enough memory for these parameters", "choose smaller ones");
  } catch (const std::exception& error) {
    return complain(kBug, error.what(), "this is a bug; please report it with the command line");
  }
}
