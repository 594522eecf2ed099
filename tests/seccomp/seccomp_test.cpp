// The whole confinement of sharebench-vboxsf: what a service that was taken over can still do.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>

#include "harness/vboxsf/confine.h"
#include "tests/unit/vboxsf/child_helper.h"

namespace sharebench::vboxsf {
namespace {

class Seccomp : public testing::Test {
 protected:
  Seccomp() { std::filesystem::create_directories(folder); }
  ~Seccomp() override { std::filesystem::remove_all(folder); }

  /// How a confined child ends: 0 when `work` returns, 128 and SIGSYS when the filter ends it.
  int confined(const std::function<int()>& work) const {
    return in_child([&] {
      const auto warnings = confine({{{folder, false}}, {::geteuid(), ::getegid()}, true});
      return warnings.empty() ? work() : 99;
    });
  }

  static constexpr int kKilled = 128 + SIGSYS;
  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("vboxsf_seccomp_" + std::to_string(::getpid()));
};

TEST_F(Seccomp, ANewSocketEndsTheProcess) {
  EXPECT_EQ(confined([] { return ::socket(AF_INET, SOCK_STREAM, 0) < 0 ? 1 : 2; }), kKilled);
}

TEST_F(Seccomp, RunningAProgramEndsTheProcess) {
  EXPECT_EQ(confined([] { return ::execl("/bin/true", "true", nullptr); }), kKilled);
}

TEST_F(Seccomp, ANewProcessEndsTheProcess) {
  EXPECT_EQ(confined([] { return ::fork() < 0 ? 1 : 2; }), kKilled);
}

TEST_F(Seccomp, TracingEndsTheProcess) {
  EXPECT_EQ(confined([] { return ::ptrace(PTRACE_TRACEME, 0, 0, 0) < 0 ? 1 : 2; }), kKilled);
}

TEST_F(Seccomp, ExecutableMemoryEndsTheProcess) {
  const auto map = [](int rights) {
    return ::mmap(nullptr, 4096, rights, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? 1 : 0;
  };
  EXPECT_EQ(confined([&] { return map(PROT_READ | PROT_WRITE); }), 0);
  EXPECT_EQ(confined([&] { return map(PROT_READ | PROT_EXEC); }), kKilled);
}

TEST_F(Seccomp, BecomingRootAgainEndsTheProcess) {
  EXPECT_EQ(confined([] { return ::setuid(0) < 0 ? 1 : 2; }), kKilled);
}

TEST_F(Seccomp, FilesOfTheShareCanBeUsed) {
  EXPECT_EQ(confined([&] {
              const int file = ::open((folder / "file").c_str(), O_RDWR | O_CREAT, 0600);
              const bool written = ::pwrite(file, "text", 4, 0) == 4 && ::ftruncate(file, 2) == 0;
              return written && ::mkdirat(AT_FDCWD, (folder / "sub").c_str(), 0700) == 0 ? 0 : 1;
            }),
            0);
}

TEST_F(Seccomp, OtherFilesAreLandlocksBusiness) {
  EXPECT_EQ(confined([] { return ::open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES ? 0 : 1; }),
            0);
}

TEST_F(Seccomp, WithoutTheSandboxNothingIsForbidden) {
  EXPECT_EQ(in_child([&] {
              confine({{}, {::geteuid(), ::getegid()}, false});
              return ::socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 0 : 1;
            }),
            0);
}

}  // namespace
}  // namespace sharebench::vboxsf
