// setrlimit(2) and SIGXFSZ.
#include "harness/vboxsf/service_limits.h"

#include <sys/resource.h>

#include <csignal>

namespace sharebench::vboxsf {

void prepare_process() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
  std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace sharebench::vboxsf
