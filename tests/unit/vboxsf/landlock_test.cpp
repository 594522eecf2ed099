// What a confined process can open, and what no longer. The kernel under test has Landlock: a
// machine without it cannot prove this, so it fails there.
#include "harness/vboxsf/landlock.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "harness/core/error.h"
#include "tests/unit/vboxsf/child_helper.h"

namespace sharebench::vboxsf {
namespace {

class LandlockTest : public testing::Test {
 protected:
  LandlockTest() {
    for (const char* name : {"rw/sub", "ro", "outside"}) {
      std::filesystem::create_directories(base / name);
      std::ofstream(base / name / "file") << "text";
    }
  }
  ~LandlockTest() override { std::filesystem::remove_all(base); }

  /// The errno of `work`'s -1, or 0, inside of the rules.
  int confined(const std::function<int()>& work) const {
    return in_child([&] {
      const Landlock rules({{base / "rw", false}, {base / "ro", true}});
      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
      rules.enforce();
      return work() < 0 ? errno : 0;
    });
  }
  int open_errno(const std::filesystem::path& path, int flags) const {
    return confined([&] { return ::open(path.c_str(), flags, 0600); });
  }

  std::filesystem::path base =
      std::filesystem::temp_directory_path() / ("vboxsf_landlock_" + std::to_string(::getpid()));
};

TEST_F(LandlockTest, TheKernelHasIt) {
  EXPECT_TRUE(Landlock({}).available());
}

TEST_F(LandlockTest, FilesElsewhereCannotBeOpened) {
  EXPECT_EQ(open_errno("/etc/passwd", O_RDONLY), EACCES);
  EXPECT_EQ(open_errno(base / "outside/file", O_RDONLY), EACCES);
  EXPECT_EQ(open_errno(base / "outside/new", O_WRONLY | O_CREAT), EACCES);
  EXPECT_EQ(open_errno("/", O_RDONLY | O_DIRECTORY), EACCES);
}

TEST_F(LandlockTest, AShareCanBeReadAndWritten) {
  EXPECT_EQ(open_errno(base / "rw/sub/file", O_RDWR | O_TRUNC), 0);
  EXPECT_EQ(open_errno(base / "rw/new", O_WRONLY | O_CREAT), 0);
  EXPECT_EQ(open_errno(base / "rw", O_RDONLY | O_DIRECTORY), 0);
  EXPECT_EQ(confined([&] { return ::mkdir((base / "rw/dir").c_str(), 0700); }), 0);
  EXPECT_EQ(confined([&] { return ::symlink("x", (base / "rw/link").c_str()); }), 0);
  EXPECT_EQ(confined([&] { return ::unlink((base / "rw/sub/file").c_str()); }), 0);
}

TEST_F(LandlockTest, FilesMoveBetweenFoldersOfAShareAndNotOut) {
  const auto file = base / "rw/sub/file";
  EXPECT_EQ(confined([&] { return ::rename(file.c_str(), (base / "outside/x").c_str()); }), EACCES);
  EXPECT_EQ(confined([&] { return ::rename(file.c_str(), (base / "rw/x").c_str()); }), 0);
}

TEST_F(LandlockTest, AReadOnlyShareCanBeReadAlone) {
  EXPECT_EQ(open_errno(base / "ro/file", O_RDONLY), 0);
  EXPECT_EQ(open_errno(base / "ro/file", O_WRONLY), EACCES);
  EXPECT_EQ(open_errno(base / "ro/new", O_WRONLY | O_CREAT), EACCES);
  EXPECT_EQ(confined([&] { return ::mkdir((base / "ro/dir").c_str(), 0700); }), EACCES);
  EXPECT_EQ(confined([&] { return ::unlink((base / "ro/file").c_str()); }), EACCES);
}

TEST_F(LandlockTest, NothingRunsAndNoSpecialFileIsMade) {
  const auto program = base / "rw/true";
  std::filesystem::copy_file("/bin/true", program);
  EXPECT_EQ(confined([&] { return ::execl(program.c_str(), "true", nullptr); }), EACCES);
  EXPECT_EQ(confined([&] { return ::mkfifo((base / "rw/fifo").c_str(), 0600); }), EACCES);
}

TEST_F(LandlockTest, AnOpenFileIsOpenedAgainThroughProc) {
  EXPECT_EQ(confined([&] {
              const int path = ::open((base / "rw/new").c_str(), O_WRONLY | O_CREAT, 0600);
              return ::open(("/proc/self/fd/" + std::to_string(path)).c_str(), O_RDWR);
            }),
            0);
}

TEST_F(LandlockTest, AFolderThatIsMissingIsNamed) {
  EXPECT_THROW(Landlock({{base / "missing", false}}), EnvironmentError);
}

}  // namespace
}  // namespace sharebench::vboxsf
