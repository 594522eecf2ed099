// Run <-> JSON: integer nanoseconds and columns in files, seconds and structs in memory.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "harness/core/run.h"

namespace sharebench::store {

/// The schema this program writes (docs/results_schema.md).
inline constexpr int kSchema = 1;

/// The run as JSON text: objects broken over lines, each column on a line of its own. Throws
/// DataError for figures that are not finite or do not fit 64-bit nanoseconds.
std::string to_text(const Run& run);

/// The run of a JSON object of schema kSchema. Throws DataError with a sentence that starts with
/// the field ("samples.elapsed_ns[12] is negative").
Run from_json(nlohmann::json json);

}  // namespace sharebench::store
