// The limits of the serving process, looked at in a process of their own.
#include "harness/vboxsf/service_limits.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>

namespace sharebench::vboxsf {
namespace {

TEST(ServiceLimits, AllowsAsManyFilesAsTheHardLimit) {
  EXPECT_EXIT(
      {
        rlimit files{};
        getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = 64;
        setrlimit(RLIMIT_NOFILE, &files);
        prepare_process();
        getrlimit(RLIMIT_NOFILE, &files);
        std::_Exit(files.rlim_cur == files.rlim_max ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

TEST(ServiceLimits, OutlivesAFileThatGrowsTooLarge) {
  EXPECT_EXIT(
      {
        prepare_process();
        std::raise(SIGXFSZ);
        std::_Exit(0);
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace sharebench::vboxsf
