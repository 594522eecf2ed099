// One marked directory, locked while in use, removed at the end, found again after a crash.
#include "harness/sys/sandbox.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <optional>

#include "harness/core/error.h"

namespace sharebench::sys {
namespace fs = std::filesystem;
namespace {

class SandboxTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(testing::TempDir()) / ("sandbox test " + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_ / "share");
    setenv("XDG_STATE_HOME", (root_ / "state").c_str(), 1);
  }
  void TearDown() override {
    fs::remove_all(root_);
    unsetenv("XDG_STATE_HOME");
  }
  fs::path root_;
};

TEST_F(SandboxTest, IsMarkedAndRemovedAtTheEnd) {
  fs::path dir;
  {
    Sandbox sandbox(root_ / "share", "one");
    dir = sandbox.dir();
    EXPECT_TRUE(fs::exists(dir / kMarkerName));
    EXPECT_TRUE(fs::exists(sandbox.fresh_area("area") / kMarkerName));
    EXPECT_TRUE(sandbox_in_use(dir));
  }
  EXPECT_FALSE(fs::exists(dir));
  EXPECT_TRUE(fs::is_empty(root_ / "share"));
}

TEST_F(SandboxTest, IsBesideAFolderOnlyWhereThatSharesItsFileSystem) {
  {
    const auto sandbox = sandbox_beside(root_ / "share", "one");
    ASSERT_TRUE(sandbox);
    EXPECT_EQ(sandbox->dir().parent_path(), fs::canonical(root_));
  }
  EXPECT_FALSE(sandbox_beside("/dev", "one")) << "a file system of its own";
}

TEST_F(SandboxTest, LivingSandboxesAreNotCleaned) {
  const Sandbox sandbox(root_ / "share", "alive");
  EXPECT_TRUE(clean_sandboxes().empty());
  EXPECT_TRUE(fs::exists(sandbox.dir()));
}

TEST_F(SandboxTest, LeftoversOfADeadProcessAreRemoved) {
  const fs::path dir = root_ / "share" / "sharebench-dead";
  fs::create_directories(dir / "area");
  write_marker(dir);
  std::ofstream(dir / ".sharebench-lock") << "";
  fs::create_directories(state_root() / "sandboxes");
  std::ofstream(state_root() / "sandboxes" / "dead") << dir.string() << "\n";
  EXPECT_EQ(clean_sandboxes().size(), 1u);
  EXPECT_FALSE(fs::exists(dir));
  EXPECT_TRUE(clean_sandboxes().empty());
}

TEST_F(SandboxTest, AFolderThatWasNotMarkedYetIsRemovedOnlyWhileNothingIsInIt) {
  fs::path dir;
  const auto die_before_the_mark = [&](const char* name) {
    dir = root_ / "share" / ("sharebench-" + std::string(name));
    fs::create_directories(dir);
    std::ofstream(dir / ".sharebench-lock") << "";
    fs::create_directories(state_root() / "sandboxes");
    std::ofstream(state_root() / "sandboxes" / name) << dir.string() << "\n";
  };
  die_before_the_mark("bare");
  EXPECT_EQ(clean_sandboxes().size(), 1u);
  EXPECT_FALSE(fs::exists(dir));
  die_before_the_mark("full");
  std::ofstream(dir / "somebody's") << "work";
  EXPECT_TRUE(clean_sandboxes().empty());
  EXPECT_TRUE(fs::exists(dir / "somebody's"));
}

TEST_F(SandboxTest, WhatIsNotMarkedIsNeverRemoved) {
  const fs::path dir = root_ / "share" / "sharebench-precious";
  fs::create_directories(dir);
  fs::create_directories(state_root() / "sandboxes");
  std::ofstream(state_root() / "sandboxes" / "lie") << dir.string() << "\n";
  EXPECT_TRUE(clean_sandboxes().empty());
  EXPECT_TRUE(fs::exists(dir));
}

TEST_F(SandboxTest, RefusesWithTheNameOfTheDirectory) {
  try {
    const Sandbox sandbox(root_ / "missing", "x");
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_NE(std::string(error.what()).find("missing does not exist"), std::string::npos);
  }
  std::ofstream(root_ / "file") << "x";
  EXPECT_THROW(Sandbox(root_ / "file", "x"), EnvironmentError);
  fs::create_directories(root_ / "share" / "sharebench-taken");
  EXPECT_THROW(Sandbox(root_ / "share", "taken"), EnvironmentError);
  EXPECT_TRUE(fs::exists(root_ / "share" / "sharebench-taken"));
}

}  // namespace
}  // namespace sharebench::sys
