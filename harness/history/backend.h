// The databases that SOCI reaches here.
#pragma once

#include <soci/soci.h>

namespace sharebench::history {

/// SOCI's SQLite.
const soci::backend_factory& sqlite_backend();

/// SOCI's PostgreSQL. Throws EnvironmentError where it was not built in.
const soci::backend_factory& postgresql_backend();

}  // namespace sharebench::history
