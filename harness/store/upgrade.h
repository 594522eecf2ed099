// Older run files become newer ones here, one step a version, so that the reader knows one schema.
#pragma once

#include <nlohmann/json.hpp>

namespace sharebench::store {

/// The same run at schema kSchema. Throws DataError when it is not a run file of ours ("not a
/// sharebench run file") or its schema is newer than kSchema (both are named).
nlohmann::json upgrade(nlohmann::json json);

}  // namespace sharebench::store
