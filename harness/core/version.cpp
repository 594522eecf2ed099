// Version and commit as the build system gave them.
#include "harness/core/version.h"

namespace sharebench {

std::string version() {
  return SHAREBENCH_VERSION;
}

std::string commit() {
  return SHAREBENCH_COMMIT;
}

}  // namespace sharebench
