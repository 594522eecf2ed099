// What a run pays after every block: writing and reading a run file of 10,000 samples, and the
// report.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "harness/report/csv.h"
#include "harness/stats/build_report.h"
#include "harness/store/run_file.h"
#include "harness/store/run_json.h"

namespace {

using namespace sharebench;

/// 10 workloads, 5 shares, 4 samples a block: 200 samples a block, with counters by kind.
Run run_of(int samples) {
  Run run;
  run.id = "bench";
  run.measured_on = "hardware";
  run.complete = true;
  run.targets.emplace_back();
  for (int i = 0; i < 5; ++i) {
    run.mounts.emplace_back();
    run.mounts.back().share.name = "share" + std::to_string(i);
  }
  for (int i = 0; i < 10; ++i) {
    run.plan.workloads.emplace_back();
    run.plan.workloads.back().name = run.plan.workloads.back().label = "w" + std::to_string(i);
    for (int share = 0; share < 5; ++share) run.plan.cells.push_back({share, i, 0, false});
  }
  for (int i = 0; i < samples; ++i) {
    if (i % 200 == 0) run.blocks.emplace_back();
    Sample sample;
    sample.block = i / 200;
    sample.cell = i % 50;
    sample.position = i % 200;
    sample.started_s = i;
    sample.elapsed_s = 0.123456789 + 1e-6 * (i * 37 % 1000);
    sample.ops = 2500;
    sample.bytes = 10'240'000;
    sample.latency = {2500, 1e-5, 2e-5, 3e-5, 4e-3};
    sample.verified = true;
    sample.counters = {
        {"round_trips", 2500}, {"round_trips.LOOKUP", 1500}, {"round_trips.READ", 1000}};
    run.samples.push_back(sample);
  }
  return run;
}

std::filesystem::path file() {
  return std::filesystem::temp_directory_path() / "sharebench_bench.run.json";
}

void save_run(benchmark::State& state) {
  const Run run = run_of(static_cast<int>(state.range(0)));
  for (auto _ : state) store::save(run, file());
  state.counters["bytes"] = static_cast<double>(std::filesystem::file_size(file()));
  std::filesystem::remove(file());
}
BENCHMARK(save_run)->Arg(10'000)->Unit(benchmark::kMillisecond);

void load_run(benchmark::State& state) {
  store::save(run_of(static_cast<int>(state.range(0))), file());
  for (auto _ : state) benchmark::DoNotOptimize(store::load(file()));
  std::filesystem::remove(file());
}
BENCHMARK(load_run)->Arg(10'000)->Unit(benchmark::kMillisecond);

void build_report(benchmark::State& state) {
  const Run run = run_of(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(stats::build_report(run));
}
BENCHMARK(build_report)->Arg(10'000)->Unit(benchmark::kMillisecond);

void render_csv(benchmark::State& state) {
  const Report report = stats::build_report(run_of(static_cast<int>(state.range(0))));
  for (auto _ : state) benchmark::DoNotOptimize(report::render_csv(report));
}
BENCHMARK(render_csv)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
