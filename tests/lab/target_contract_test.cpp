// The target `lab` keeps the contract of targets, in one boot: a share that is served from here,
// and the guest's own disk.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "harness/sys/process_runner.h"
#include "harness/sys/program_files.h"
#include "harness/sys/sandbox.h"
#include "tests/unit/targets/contract.h"

namespace sharebench::targets {
namespace {

TEST(LabTarget, KeepsTheContract) {
  if (geteuid() != 0) GTEST_SKIP() << "the lab needs root";
  const char* program = std::getenv("SHAREBENCH");
  ASSERT_NE(program, nullptr) << "SHAREBENCH must name the sharebench binary (ctest sets it)";
  sys::set_program_path(program);
  const auto source = sys::find_source_dir();
  const TargetOptions options = {
      .id = "lab",
      .run_id = "contract-" + std::to_string(getpid()),
      .runner_file = source / "build" / "runner" / "sharebench-runner.x86_64",
      .source_dir = source};
  ASSERT_TRUE(std::filesystem::exists(options.runner_file)) << "scripts/build-runner x86_64";
  const auto runner = sys::make_process_runner();
  const auto progress = sys::make_silent_progress();
  const auto state = sys::state_root() / "labs" / options.run_id;
  {
    const auto target = target_type("lab").make(*runner, *progress, options);
    EXPECT_EQ(target->bring_up().kind, "lab");
    for (const char* type : {"9p", "disk"}) {
      expect_contract(*target, {.name = type, .type = type});
    }
  }
  EXPECT_FALSE(std::filesystem::exists(state));
}

}  // namespace
}  // namespace sharebench::targets
