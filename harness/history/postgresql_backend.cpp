// PostgreSQL through SOCI; apart because SOCI is also built without it (Homebrew's is).
#include <soci/postgresql/soci-postgresql.h>

#include "harness/history/backend.h"

namespace sharebench::history {

const soci::backend_factory& postgresql_backend() {
  return *soci::factory_postgresql();
}

}  // namespace sharebench::history
