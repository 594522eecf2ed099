// The JSON of hyperfine --export-json, for its scripts and for Bencher's shell_hyperfine.
#pragma once

#include <string>

#include "harness/core/report.h"

namespace sharebench::report {

/// A result for each workload and share that has samples, seconds: every time that counts with the
/// exit code 0, mean, median, standard deviation (null for one sample), and in `parameters` the
/// workload, share, target and pace. `user` and `system` are 0: what a program in the container
/// took is not measured, and readers demand a number.
std::string render_hyperfine(const Report& report);

}  // namespace sharebench::report
