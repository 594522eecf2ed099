// The tables of a history, version by version.
#pragma once

#include <soci/soci.h>

#include <string>

#include "harness/history/history.h"

namespace sharebench::history {

/// The version that this program reads and writes.
int newest_schema();

/// Brings the database from whatever version it has (0: no tables of ours) to version `to`, in one
/// transaction. Throws DataError naming `shown` and both versions when it is newer than
/// newest_schema().
void migrate(soci::session& sql, int to, const std::string& shown, const Wait& wait);

}  // namespace sharebench::history
