// Turns a Tally into a Google Benchmark row: manual time, and everything counted as counters.
#include "bench/runner/register_workloads.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cmath>
#include <exception>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bench/runner/version.h"

namespace sharebench::runner {

namespace {

/// Fills the counters of a row.
class Counters {
 public:
  Counters(benchmark::State& state, Steps steps)
      : state_(state), keep_zeros_(steps != Steps::kAll) {}

  /// Google Benchmark prints NaN and Infinity bare, which is not JSON: they never get that far. Nor
  /// does a zero when repetitions may be summed up: its coefficient of variation would be 0 / 0.
  void add(const std::string& name, double value) {
    if (!std::isfinite(value)) {
      throw workloads::WorkloadError(fmt::format("counter {} is not a finite number", name));
    }
    if (value != 0 || keep_zeros_) state_.counters[name] = benchmark::Counter(value);
  }

  void add(const std::string& prefix, const workloads::LatencyHistogram& latency) {
    add(prefix + "_count", static_cast<double>(latency.count()));
    if (latency.count() == 0) return;
    const auto percentile = [&](double share) {
      return static_cast<double>(latency.percentile_ns(share));
    };
    add(prefix + "_p50_ns", percentile(0.50));
    add(prefix + "_p90_ns", percentile(0.90));
    add(prefix + "_p99_ns", percentile(0.99));
    add(prefix + "_max_ns", static_cast<double>(latency.max_ns()));
  }

  void add(const Timing& timing) {
    add("ops", static_cast<double>(timing.tally.ops));
    add("bytes", static_cast<double>(timing.tally.bytes));
    add("started_ns", static_cast<double>(timing.started_ns));
    add("elapsed_ns", static_cast<double>(timing.elapsed_ns));
    add("user_cpu_ns", static_cast<double>(timing.user_cpu_ns));
    add("cpu_ns", static_cast<double>(timing.cpu_ns));
    workloads::LatencyHistogram all;
    for (const auto& [kind, latency] : timing.tally.latencies) {
      add(kind, latency);
      all.merge(latency);
    }
    add("latency", all);
  }

 private:
  benchmark::State& state_;
  bool keep_zeros_;
};

void make_ready(Session& session, const Job& job) {
  if (!session.ready(job)) session.prepare(job);
  if (row_of(job.workload).cold) session.drop(job);
}

void body(benchmark::State& state, Session& session, const Job& job, Steps steps,
          Failures& failures) {
  std::string error;
  for (auto _ : state) {
    try {
      if (steps == Steps::kAll) make_ready(session, job);
      const Timing timing = session.run(job, steps == Steps::kAgain);
      state.SetIterationTime(static_cast<double>(timing.elapsed_ns) * 1e-9);
      if (steps == Steps::kAll) session.verify(job);
      Counters(state, steps).add(timing);
    } catch (const std::bad_alloc&) {
      error = "not enough memory for these parameters";
    } catch (const std::exception& exception) {
      error = exception.what();
    }
  }
  if (error.empty()) return;
  ++failures.count;
  failures.last = error;
  state.SkipWithError(failures.last.c_str());
}

}  // namespace

void add_context() {
  benchmark::AddCustomContext("sharebench_protocol", fmt::format("{}", kProtocol));
  benchmark::AddCustomContext("sharebench_version", version());
}

void register_job(Session& session, const Job& job, Steps steps, Failures& failures) {
  benchmark::RegisterBenchmark(job.workload.c_str(),
                               [&session, job, steps, &failures](benchmark::State& state) {
                                 body(state, session, job, steps, failures);
                               })
      ->Iterations(1)
      ->UseManualTime();
}

std::string run_to_json(Session& session, const Job& job, Steps steps) {
  Failures failures;
  std::ostringstream out;
  std::ostringstream complaints;  // of Google Benchmark; nothing but answers goes to stdout
  benchmark::JSONReporter reporter;
  reporter.SetOutputStream(&out);
  reporter.SetErrorStream(&complaints);
  benchmark::ClearRegisteredBenchmarks();
  register_job(session, job, steps, failures);
  benchmark::RunSpecifiedBenchmarks(&reporter, nullptr, "all");
  benchmark::ClearRegisteredBenchmarks();
  return nlohmann::json::parse(out.str()).dump();
}

}  // namespace sharebench::runner
