// The target `local` keeps the contract, with the real runner on a real directory.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "harness/core/error.h"
#include "harness/sys/process_runner.h"
#include "tests/unit/targets/contract.h"

namespace sharebench::targets {
namespace {

namespace fs = std::filesystem;

class LocalEngineTest : public testing::Test {
 protected:
  void SetUp() override {
    const char* runner = std::getenv("RUNNER");
    ASSERT_NE(runner, nullptr) << "RUNNER must name sharebench-runner (ctest sets it)";
    dir_ = fs::path(testing::TempDir()) / ("local engine " + std::to_string(getpid()));
    fs::create_directories(dir_);
    options_ = {.id = "local", .run_id = "contract", .runner_file = runner};
  }
  void TearDown() override { fs::remove_all(dir_); }

  fs::path dir_;
  TargetOptions options_;
  std::unique_ptr<sys::CommandRunner> runner_ = sys::make_process_runner();
  std::unique_ptr<sys::Progress> progress_ = sys::make_silent_progress();
};

TEST_F(LocalEngineTest, KeepsTheContractAndLeavesNothing) {
  const auto target = target_type("local").make(*runner_, *progress_, options_);
  const TargetInfo info = target->bring_up();
  EXPECT_EQ(info.kind, "local");
  EXPECT_EQ(info.engine, "none");
  EXPECT_FALSE(info.emulated);
  expect_contract(*target, {.name = "here", .type = "native", .host_dir = dir_.string()});
  EXPECT_TRUE(fs::is_empty(dir_));
}

TEST_F(LocalEngineTest, AnUnknownEngineIsRefused) {
  options_.engine = "rocket";
  EXPECT_THROW(target_type("local").make(*runner_, *progress_, options_), UsageError);
}

TEST(TargetTypes, UnknownNamesGetTheNearest) {
  try {
    target_type("lap");
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "there is no target 'lap'; did you mean 'lab'?");
  }
}

}  // namespace
}  // namespace sharebench::targets
