// How the lab calls the vboxsf server, and how it reads its counters.
#include "harness/lab/vboxsf_server.h"

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "harness/core/error.h"

namespace sharebench::lab {
namespace {

TEST(VboxsfServer, StartsQemuWithEveryShareInPlace) {
  EXPECT_EQ(
      fmt::format("{}", fmt::join(vboxsf_argv("/p/sharebench-vboxsf", {"qemu", "-m", "1G"}), " ")),
      "/p/sharebench-vboxsf --control vboxsf.sock --user 65534:65534 "
      "--share lab0=vboxsf/lab0 --share lab1=vboxsf/lab1 --share lab2=vboxsf/lab2 "
      "--share lab3=vboxsf/lab3 -- qemu -m 1G");
}

TEST(VboxsfServer, AsksForASharesCountersByItsPlace) {
  EXPECT_EQ(vboxsf_counts_request("lab2"), "counts 2");
}

TEST(VboxsfServer, ReadsCallsByFunctionAndTheTotals) {
  const Counts counts = parse_vboxsf_counts(
      "root=0 share=lab0 calls=9 bytes=4200 service_ns=31000 create=6/200/20000 close=1/0/1000 "
      "read=0/0/0 write=2/4000/10000 map_folder=0/0/0 other=0/0/0");
  EXPECT_EQ(counts, (Counts{{"CREATE", 6},
                            {"CLOSE", 1},
                            {"WRITE", 2},
                            {kWireBytes, 4200},
                            {"wire_bytes.CREATE", 200},
                            {"wire_bytes.WRITE", 4000},
                            {kServiceNs, 31000}}));
}

TEST(VboxsfServer, AnAnswerOfAnotherFormIsAnError) {
  EXPECT_THROW(parse_vboxsf_counts("unknown request"), EnvironmentError);
}

}  // namespace
}  // namespace sharebench::lab
