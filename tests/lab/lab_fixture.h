// A lab for one test: where it lies, what it runs, and how to see that nothing of it is left.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "harness/lab/lab.h"
#include "harness/lab/network.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"
#include "harness/sys/process_runner.h"
#include "harness/sys/program_files.h"
#include "harness/sys/sandbox.h"

namespace sharebench::lab {

class LabVm : public testing::Test {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "the lab needs root";
    sys::install_interrupt_handlers();
    const char* program = std::getenv("SHAREBENCH");
    ASSERT_NE(program, nullptr) << "SHAREBENCH must name the sharebench binary (ctest sets it)";
    options_.source_dir = sys::find_source_dir();
    options_.cache_dir = sys::cache_root() / "lab";
    // Not by the process's number: tests in namespaces of their own all have the same.
    name_ = fmt::format("sharebench lab test {:08x}", std::random_device()());
    options_.state_dir = std::filesystem::temp_directory_path() / name_ / "lab";
    options_.program = program;
  }

  void TearDown() override {
    if (!options_.state_dir.empty()) std::filesystem::remove_all(options_.state_dir.parent_path());
  }

  std::string output(const std::vector<std::string>& argv) {
    sys::Command command;
    command.argv = argv;
    return runner_->run(command).out;
  }

  void expect_nothing_left(const std::string& network_namespace) {
    EXPECT_FALSE(namespace_exists(*runner_, network_namespace));
    EXPECT_FALSE(std::filesystem::exists(options_.state_dir));
    const std::string mounts = output({"cat", "/proc/self/mountinfo"});
    EXPECT_EQ(mounts.find(network_namespace), std::string::npos);
    EXPECT_EQ(mounts.find("lab\\040test\\040" + name_.substr(name_.rfind(' ') + 1)),
              std::string::npos);
    EXPECT_TRUE(no_process_left()) << "a process of the lab lives on";
  }

  /// A process of ours would have its files or its working directory in the lab's folder. Those
  /// whose other end was killed end by themselves, which may take a moment.
  bool no_process_left() {
    const double end = sys::steady_seconds() + 10;
    for (;;) {
      const std::string processes = output(
          {"sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '; readlink /proc/[0-9]*/cwd; true"});
      if (processes.find(options_.state_dir.string()) == std::string::npos) return true;
      if (sys::steady_seconds() > end) return false;
      usleep(100'000);
    }
  }

  std::unique_ptr<sys::CommandRunner> runner_ = sys::make_process_runner();
  std::unique_ptr<sys::Progress> progress_ = sys::make_stderr_progress(false);
  LabOptions options_;
  std::string
      name_{};  ///< of the folder in the temporary one, with a number that no other test has
};

inline std::uint64_t round_trips(Lab& lab, const GuestMount& mount) {
  return lab.counters(mount).at("round_trips");
}

inline void expect_ok(Lab& lab, const std::string& line) {
  const sys::CommandResult result = lab.guest(line, 60);
  EXPECT_TRUE(result.ok()) << line << ": " << result.err;
}

}  // namespace sharebench::lab
