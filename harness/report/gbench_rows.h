// Rows of Google Benchmark files, for the full file and the flat one.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "harness/core/run.h"

namespace sharebench::report {

/// `workload/param:value/pace_us:N/target:TARGET/real_time`: readers split names at slashes, so a
/// value has none.
std::string gbench_name(const Run& run, const Cell& cell, std::string target);

/// A row with its names and indices.
nlohmann::ordered_json gbench_row(const std::string& name, const std::string& run_name,
                                  std::size_t family);

/// Adds the times, whole or half nanoseconds.
void add_gbench_times(nlohmann::ordered_json& row, double time_ns);

/// The file: an element a line, everything below on one.
std::string gbench_text(const nlohmann::ordered_json& parts);

}  // namespace sharebench::report
