// Lines as strace writes them.
#include "harness/trace/strace_line.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/unit/trace/captured_helper.h"

namespace sharebench::trace {
namespace {

TEST(StraceLines, ReadsACall) {
  StraceLines lines;
  StraceEvent event;
  lines.read(
      R"(17 1795725824.390536960 openat(AT_FDCWD, "b, \"c\"", O_WRONLY|O_CREAT, 0666) = 3 <0.000219256>)",
      event);
  ASSERT_EQ(event.kind, EventKind::kCall);
  EXPECT_EQ(event.pid, 17);
  EXPECT_EQ(event.name, "openat");
  ASSERT_EQ(event.args.size(), 4u);
  EXPECT_EQ(unquoted(event.arg(1)), "b, \"c\"");
  EXPECT_TRUE(has_flag(event.arg(2), "O_CREAT"));
  EXPECT_FALSE(has_flag(event.arg(2), "O_WR"));
  EXPECT_EQ(number_of(event.arg(3)), 0666);
  EXPECT_EQ(event.result, 3);
  EXPECT_EQ(event.start_ns, 1795725824390536960);
  EXPECT_EQ(event.end_ns - event.start_ns, 219256);
}

TEST(StraceLines, ReadsAFailure) {
  StraceLines lines;
  StraceEvent event;
  lines.read(
      R"(17 5.5 access("/etc/ld.so.preload", R_OK) = -1 ENOENT (No such file or directory) <0.000011317>)",
      event);
  ASSERT_EQ(event.kind, EventKind::kCall);
  EXPECT_EQ(event.result, -1);
  EXPECT_EQ(event.error, "ENOENT");
}

TEST(StraceLines, JoinsWhatWasInterrupted) {
  StraceLines lines;
  StraceEvent event;
  lines.read("1 1.000000000 wait4(-1,  <unfinished ...>", event);
  EXPECT_EQ(event.kind, EventKind::kBegun);
  lines.read("2 1.100000000 close(3)     = 0 <0.000009223>", event);
  EXPECT_EQ(event.kind, EventKind::kCall);
  lines.read(
      "1 1.500000000 <... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 2 "
      "<0.500000000>",
      event);
  ASSERT_EQ(event.kind, EventKind::kCall);
  EXPECT_EQ(event.name, "wait4");
  EXPECT_EQ(event.result, 2);
  EXPECT_EQ(event.start_ns, 1000000000);
  EXPECT_EQ(event.end_ns, 1500000000);
}

TEST(StraceLines, KnowsEndsSignalsAndNonsense) {
  StraceLines lines;
  StraceEvent event;
  lines.read("7 1.5 +++ exited with 0 +++", event);
  EXPECT_EQ(event.kind, EventKind::kExited);
  lines.read("7 1.5 --- SIGCHLD {si_signo=SIGCHLD} ---", event);
  EXPECT_EQ(event.kind, EventKind::kNothing);
  lines.read("7 1.5 exit_group(0) = ?", event);
  EXPECT_EQ(event.kind, EventKind::kCall);
  EXPECT_FALSE(event.has_result);
  for (const char* text :
       {"make: done", "7 1.5 close(3", "7 1.5 <... read resumed>) = 0", "12 x"}) {
    lines.read(text, event);
    EXPECT_EQ(event.kind, EventKind::kUnread) << text;
  }
}

TEST(Unquoted, KnowsTheEscapesOfC) {
  EXPECT_EQ(unquoted(R"("d \303\251\n\\\"\t\0011")"),
            "d \xc3\xa9\n\\\"\t\x01"
            "1");
  EXPECT_EQ(unquoted("NULL"), "");
}

TEST(StraceLines, ReadEveryCapturedLine) {
  for (const char* name : {"tar", "gcc", "git", "java"}) {
    std::ifstream stream(captured(std::string(name) + ".strace"));
    StraceLines lines;
    StraceEvent event;
    int read = 0;
    for (std::string line; std::getline(stream, line); ++read) {
      lines.read(line, event);
      EXPECT_NE(event.kind, EventKind::kUnread) << name << ": " << line;
    }
    EXPECT_GT(read, 100) << name;
  }
}

}  // namespace
}  // namespace sharebench::trace
