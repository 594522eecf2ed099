// Runs commands on the other side of a door: in a namespace, a chroot, another machine.
#pragma once

#include <utility>

#include "harness/sys/command_runner.h"

namespace sharebench::sys {

class EnteredRunner : public CommandRunner {
 public:
  /// `enter` goes before every command's argv; the runner must outlive this.
  EnteredRunner(CommandRunner& runner, std::vector<std::string> enter)
      : runner_(runner), enter_(std::move(enter)) {}

  CommandResult run(const Command& command) override { return runner_.run(entered(command)); }
  std::unique_ptr<Child> start(const Command& command) override {
    return runner_.start(entered(command));
  }

 private:
  Command entered(Command command) const {
    command.argv.insert(command.argv.begin(), enter_.begin(), enter_.end());
    return command;
  }

  CommandRunner& runner_;
  std::vector<std::string> enter_;
};

}  // namespace sharebench::sys
