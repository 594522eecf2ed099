// The outside world as a command sees it: one command runner and one progress line.
#pragma once

#include <filesystem>
#include <memory>

#include "harness/cli/command.h"
#include "harness/sys/command_runner.h"
#include "harness/sys/progress.h"

namespace sharebench::cli {

/// Builds them as --record, --replay and --quiet say.
class World {
 public:
  explicit World(const Arguments& arguments);

  sys::CommandRunner& runner() { return recording_ ? *recording_ : *base_; }
  sys::Progress& progress() { return *progress_; }

 private:
  std::unique_ptr<sys::CommandRunner> base_;
  std::unique_ptr<sys::CommandRunner> recording_;
  std::unique_ptr<sys::Progress> progress_;
};

/// The runner for this machine's processor, --runner where that is given. Throws EnvironmentError.
std::filesystem::path runner_of_this_machine(const Arguments& arguments, World& world);

}  // namespace sharebench::cli
