// The guard's state as JSON, in run files and as the answer of `guard check --json`.
#pragma once

#include <nlohmann/json.hpp>

#include "harness/core/guard_state.h"
#include "harness/store/json_reader.h"

namespace sharebench::store {

/// {"verdict", "exposures": [...], "evidence": [...], "warnings": [...]} (docs/cli.md).
nlohmann::ordered_json guard_to_json(const GuardState& state);

/// The state of such an object. Throws DataError with a sentence that names the field.
GuardState guard_from_json(const ObjectReader& json);

}  // namespace sharebench::store
