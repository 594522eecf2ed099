// System calls of the timed part are counted as strace writes them.
#include "harness/explain/call_counts.h"

#include <gtest/gtest.h>

namespace sharebench::explain {
namespace {

/// strace 6.1 -f -qq -y -s 0 -e trace=%file,%desc of a served runner, Debian 12, 2026-11-26; paths
/// and lines shortened, the interrupted call put in from another trace.
constexpr const char* kTrace =
    R"(29237 openat(AT_FDCWD</tmp>, "/tmp/a/w/prepared", O_WRONLY|O_CREAT, 0644) = 5</tmp/a/w/prepared>
29237 write(1</tmp/stdout>, ""..., 30) = 30
29237 openat(AT_FDCWD</tmp>, "/proc/cpuinfo", O_RDONLY) = 5</proc/cpuinfo>
29237 read(5</proc/cpuinfo>, ""..., 8191) = 2642
29237 openat(AT_FDCWD</tmp>, "/tmp/a/w/d/8fcd.o", O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC, 0644) = 5</tmp/a/w/d/8fcd.o>
29237 write(5</tmp/a/w/d/8fcd.o>, ""..., 4096) = 4096
29237 write(5</tmp/a/w/d/8fcd.o>, ""..., 131072) = 131072
29237 lseek(5</tmp/a/w/d/8fcd.o>, 0, SEEK_SET) = 0
29237 close(5</tmp/a/w/d/8fcd.o>)           = 0
29237 newfstatat(AT_FDCWD</tmp>, "/tmp/a/w/d/8fcd.o", {st_mode=S_IFREG|0644, st_size=4096, ...}, 0) = 0
29237 newfstatat(AT_FDCWD</tmp>, "/tmp/a/w/d/none", 0x7ffe, AT_SYMLINK_NOFOLLOW) = -1 ENOENT (No such file or directory)
29237 newfstatat(5</tmp/a/w/d/8fcd.o>, "", {st_mode=S_IFREG|0644, ...}, AT_EMPTY_PATH) = 0
29237 openat(AT_FDCWD</tmp>, "/tmp/a/w/d/8fcd.o", O_RDONLY|O_CLOEXEC <unfinished ...>
29240 rt_sigtimedwait([INT TERM], NULL, NULL, 8) = -1 EAGAIN (Resource temporarily unavailable)
29237 <... openat resumed>) = 5</tmp/a/w/d/8fcd.o>
29237 openat(AT_FDCWD</tmp>, "/tmp/a/w/d", O_RDONLY|O_NONBLOCK|O_CLOEXEC|O_DIRECTORY) = 6</tmp/a/w/d>
29237 unlinkat(AT_FDCWD</tmp>, "/tmp/a/w/d", AT_REMOVEDIR) = 0
29237 unlink("/tmp/a/w/8fcd.o") = 0
29237 write(1</tmp/stdout>, ""..., 1490) = 1490
29237 unlink("/tmp/a/w/verified") = 0
)";

TEST(ParseStrace, CountsTheTimedPartByWhatEachCallAsksFor) {
  const KindCounts expected = {
      {"create", 1},  {"write", 1}, {"write in blocks", 2}, {"close", 1},
      {"stat", 1},    {"fstat", 1}, {"stat (missing)", 1},  {"open", 1},
      {"opendir", 1}, {"rmdir", 1}, {"unlink", 1},          {"path component", 4 * 3 + 2 * 2 + 2}};
  EXPECT_EQ(parse_strace(kTrace, "/tmp/a"), expected);
}

TEST(ParseStrace, OtherFoldersDoNotCount) {
  EXPECT_TRUE(parse_strace(kTrace, "/tmp/b").empty());
  EXPECT_TRUE(parse_strace("", "/tmp/a").empty());
}

}  // namespace
}  // namespace sharebench::explain
