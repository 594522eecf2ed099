// Go's benchmark format, for benchstat and everything else that reads it.
#pragma once

#include <string>

#include "harness/core/report.h"

namespace sharebench::report {

/// Configuration lines, then `BenchmarkSmallFiles/count=25/target=nfs3-2 1 12200000 ns/op 8590000
/// B/s` for each sample that counts; `benchstat -col /target` sets shares side by side.
/// Format: https://go.googlesource.com/proposal, design 14313.
std::string render_benchstat(const Report& report);

}  // namespace sharebench::report
