// The words of the control socket, and lines that the lab reads by their keys.
#include "harness/vboxsf/control_requests.h"

#include <gtest/gtest.h>

namespace sharebench::vboxsf {
namespace {

class ControlRequests : public testing::Test {
 protected:
  std::string ask(const std::string& request) { return control_reply(instruments, request); }
  Instruments instruments{Statistics({"home", "work"})};
};

TEST_F(ControlRequests, PaceIsSetInNanoseconds) {
  EXPECT_EQ(ask("pace 2000000"), "ok");
  EXPECT_EQ(instruments.pacer.pace_ns(), 2'000'000);
}

TEST_F(ControlRequests, PacesThatAreNoneAreErrors) {
  for (const char* request : {"pace", "pace ", "pace x", "pace -1", "pace 10000000001"}) {
    EXPECT_EQ(ask(request).rfind("error: ", 0), 0U) << request;
  }
  EXPECT_EQ(instruments.pacer.pace_ns(), 0);
}

TEST_F(ControlRequests, StatsBeginLikeThoseOfTheRelay) {
  instruments.pacer.hold(0, 10);
  instruments.pacer.hold(0, 30);
  instruments.statistics.device = {5, 1, 2, 3, 4, 6};
  EXPECT_EQ(ask("stats"),
            "calls=2 held_mean_ns=20 held_max_ns=30 packets=5 refused=1 connects=2 disconnects=3 "
            "resets=4 syncs=6");
}

TEST_F(ControlRequests, CountsOfARootNameItsShareAndEachFunction) {
  instruments.statistics.name_root(1, "work");
  instruments.statistics.record({5, 1, 4096, 700});
  instruments.statistics.record({5, 1, 4096, 300});
  instruments.statistics.record({77, 1, 0, 9});
  EXPECT_EQ(ask("counts 1"),
            "root=1 share=work calls=3 bytes=8192 service_ns=1009 create=0/0/0 close=0/0/0 "
            "read=2/8192/1000 write=0/0/0 list=0/0/0 information=0/0/0 remove=0/0/0 "
            "unmap_folder=0/0/0 rename=0/0/0 set_utf8=0/0/0 map_folder=0/0/0 readlink=0/0/0 "
            "symlink=0/0/0 set_symlinks=0/0/0 other=1/0/9");
}

TEST_F(ControlRequests, CountsWithoutARootAreOfAll) {
  instruments.statistics.record({16, std::nullopt, 0, 1});
  instruments.statistics.record({3, 0, 0, 1});
  EXPECT_EQ(ask("counts").rfind("root=all share=- calls=2 ", 0), 0U);
  EXPECT_EQ(ask("counts none").rfind("root=none share=- calls=1 ", 0), 0U);
  EXPECT_EQ(ask("counts 0").rfind("root=0 share=- calls=1 ", 0), 0U);
}

TEST_F(ControlRequests, RootsThatAreNoneAreErrors) {
  for (const char* request : {"counts 64", "counts -1", "counts home", "counts 1 2"}) {
    EXPECT_EQ(ask(request).rfind("error: ", 0), 0U) << request;
  }
}

TEST_F(ControlRequests, RootsAreListed) {
  EXPECT_EQ(ask("roots"), "");
  instruments.statistics.name_root(3, "work");
  instruments.statistics.name_root(0, "home");
  EXPECT_EQ(ask("roots"), "0=home 3=work");
}

TEST_F(ControlRequests, FaultsComeAndGo) {
  EXPECT_EQ(ask("fault WRITE:1+:-152"), "ok");
  EXPECT_EQ(instruments.faults.next(6), -152);
  EXPECT_EQ(ask("fault WRITE:0:-152").rfind("error: ", 0), 0U);
  EXPECT_EQ(instruments.faults.next(6), -152);
  EXPECT_EQ(ask("fault none"), "ok");
  EXPECT_FALSE(instruments.faults.next(6));
}

TEST_F(ControlRequests, OtherWordsAreUnknown) {
  for (const char* request : {"", " ", "Pace 1", "stats now", "roots all", "quit"}) {
    EXPECT_EQ(ask(request), "unknown request") << request;
  }
}

}  // namespace
}  // namespace sharebench::vboxsf
