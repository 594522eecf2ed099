// Google Benchmark JSON, for compare.py and every reader of that format.
#pragma once

#include <string>

#include "harness/core/report.h"

namespace sharebench::report {

/// One arm of a run as a file of its own.
struct GbenchArm {
  std::string share;   ///< only rows of this share
  std::string target;  ///< written as `target:<this>` in names; empty keeps the share's own name
};

/// One row a sample that counts, then mean, median and standard deviation a cell, then the
/// `sharebench` object with design, samples, blocks and results. Times are nanoseconds. A cell that
/// failed has no row; NaN and Infinity are never written.
std::string render_gbench(const Report& report);

/// The rows of one arm. Given the same `target` for both arms, `compare.py benchmarks A B` pairs
/// them. Throws UsageError when the run has no such share.
std::string render_gbench(const Report& report, const GbenchArm& arm);

}  // namespace sharebench::report
