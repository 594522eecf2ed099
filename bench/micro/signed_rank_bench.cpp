// What a report pays for its intervals: critical values and estimates at the block counts in use.
#include "harness/stats/signed_rank.h"

#include <benchmark/benchmark.h>

#include <vector>

namespace {

using namespace sharebench::stats;

/// Log-ratios without ties, a few percent apart.
std::vector<double> log_ratios(int n) {
  std::vector<double> d;
  for (int i = 0; i < n; ++i) d.push_back(0.03 + 0.05 * ((i * 37 % 101) / 101.0 - 0.5) + 1e-6 * i);
  return d;
}

void critical_value(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(signed_rank_critical(static_cast<int>(state.range(0)), 0.05));
  }
}
BENCHMARK(critical_value)->Arg(8)->Arg(48)->Arg(200);

void estimate_with_interval(benchmark::State& state) {
  const std::vector<double> d = log_ratios(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(hodges_lehmann(d));
}
BENCHMARK(estimate_with_interval)->Arg(8)->Arg(48)->Arg(200);

void exact_test(benchmark::State& state) {
  const std::vector<double> d = log_ratios(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(signed_rank_test(d));
}
BENCHMARK(exact_test)->Arg(8)->Arg(48)->Arg(200);

}  // namespace

BENCHMARK_MAIN();
