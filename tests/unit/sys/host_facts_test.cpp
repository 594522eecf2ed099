// Host facts from the text of Linux files and of macOS tools.
#include "harness/sys/host_facts.h"

#include <gtest/gtest.h>

#include <fstream>

#include "harness/sys/transcript_runner.h"

namespace sharebench::sys {
namespace {

TEST(HostFacts, ReadsLinuxFiles) {
  EXPECT_EQ(cpu_of_cpuinfo("processor\t: 0\nmodel name\t: AMD EPYC 7B13\nmodel name\t: other\n"),
            "AMD EPYC 7B13");
  EXPECT_EQ(memory_of_meminfo("MemTotal:       24667552 kB\nMemFree: 1 kB\n"), 24667552ull * 1024);
  EXPECT_EQ(name_of_os_release("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian\"\n"),
            "Debian GNU/Linux 12 (bookworm)");
}

TEST(HostFacts, AsksAMacItsOwnTools) {
  const auto file = std::filesystem::path(testing::TempDir()) / "mac.transcript";
  std::ofstream(file) << R"({"sharebench_transcript":1}
{"argv":["uname","-n"],"status":0,"out":"mac.local\n"}
{"argv":["uname","-sr"],"status":0,"out":"Darwin 24.4.0\n"}
{"argv":["uname","-m"],"status":0,"out":"arm64\n"}
{"argv":["getconf","_NPROCESSORS_ONLN"],"status":0,"out":"8\n"}
{"argv":["sw_vers","-productVersion"],"status":0,"out":"15.4\n"}
{"argv":["sysctl","-n","machdep.cpu.brand_string"],"status":0,"out":"Apple M1\n"}
{"argv":["sysctl","-n","hw.memsize"],"status":0,"out":"17179869184\n"}
)";
  const auto replay = make_replay_runner(file);
  const auto facts = read_host_facts(*replay);
  EXPECT_EQ(facts.at("os"), "macOS 15.4");
  EXPECT_EQ(facts.at("cpu"), "Apple M1");
  EXPECT_EQ(facts.at("memory_bytes"), "17179869184");
}

}  // namespace
}  // namespace sharebench::sys
