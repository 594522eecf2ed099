// Filled in by the build: CMakeLists.txt is the only home of the version.
#include "bench/runner/version.h"

namespace sharebench::runner {

std::string version() {
  return SHAREBENCH_VERSION;
}

std::string architecture() {
  return SHAREBENCH_RUNNER_ARCH;
}

}  // namespace sharebench::runner
