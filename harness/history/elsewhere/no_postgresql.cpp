// Stands for PostgreSQL where SOCI was built without it.
#include "harness/core/error.h"
#include "harness/history/backend.h"

namespace sharebench::history {

const soci::backend_factory& postgresql_backend() {
  throw EnvironmentError("this sharebench was built without PostgreSQL",
                         "use --db sqlite:FILE, or build it where SOCI has its PostgreSQL backend");
}

}  // namespace sharebench::history
