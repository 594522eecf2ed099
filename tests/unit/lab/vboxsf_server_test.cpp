// How the lab calls the vboxsf server, and how it reads its counters.
#include "harness/lab/vboxsf_server.h"

#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace sharebench::lab {
namespace {

TEST(VboxsfServer, StartsQemuWithEveryShareInPlace) {
  EXPECT_EQ(
      fmt::format("{}", fmt::join(vboxsf_argv("/p/sharebench-vboxsf", {"qemu", "-m", "1G"}), " ")),
      "/p/sharebench-vboxsf --control vboxsf.sock --user 65534:65534 "
      "--share lab0=vboxsf/lab0 --share lab1=vboxsf/lab1 --share lab2=vboxsf/lab2 "
      "--share lab3=vboxsf/lab3 -- qemu -m 1G");
}

}  // namespace
}  // namespace sharebench::lab
