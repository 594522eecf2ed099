// SQLite through SOCI.
#include <soci/sqlite3/soci-sqlite3.h>

#include "harness/history/backend.h"

namespace sharebench::history {

const soci::backend_factory& sqlite_backend() {
  return *soci::factory_sqlite3();
}

}  // namespace sharebench::history
