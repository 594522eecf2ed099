// Google Benchmark JSON with one row a name, for readers that take every row for a benchmark.
#pragma once

#include <string>

#include "harness/core/report.h"

namespace sharebench::report {

/// For github-action-benchmark and Bencher: a row of type iteration for each workload and share
/// that has samples, its time the median of them in nanoseconds. No aggregates, which such readers
/// would take for benchmarks of their own.
std::string render_gbench_flat(const Report& report);

}  // namespace sharebench::report
