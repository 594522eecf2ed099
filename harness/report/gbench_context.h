// The parts of a Google Benchmark file that are not benchmarks: its context and our own object.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "harness/core/report.h"

namespace sharebench::report {

/// What a time of this run means elsewhere; empty for hardware, unpaced.
std::string time_label(const Run& run, double pace_s);

/// The `context` object: every field that a reader demands, then flat strings, the banner first.
nlohmann::ordered_json gbench_context(const Report& report);

/// The `sharebench` object: design, samples, blocks, results of `share`, of all when it is empty.
nlohmann::ordered_json gbench_extension(const Report& report, const std::string& share);

}  // namespace sharebench::report
