// Real commands: run to the end under a deadline, or start a conversation.
#include "harness/sys/process_runner.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "harness/core/error.h"
#include "harness/sys/child_process.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"

namespace sharebench::sys {
namespace {

/// Shows a command that needs root and asks; the answer is kept for the life of the runner.
class RootQuestion {
 public:
  Command resolved(Command command) {
    if (!command.as_root || geteuid() == 0) return command;
    ask(command);
    command.argv.insert(command.argv.begin(), {"sudo", "--"});
    return command;
  }

 private:
  static void ask(const Command& command) {
    const std::string line = display(command.argv);
    if (isatty(STDIN_FILENO) == 0) {
      throw EnvironmentError(fmt::format("this needs root: {}", line),
                             "run it yourself first, or run sharebench from a terminal");
    }
    fmt::print(stderr, "this needs root:\n  sudo {}\nrun it? [y/N] ", line);
    std::fflush(stderr);
    const int answer = std::getchar();
    for (int c = answer; c != '\n' && c != EOF;) c = std::getchar();
    if (answer != 'y' && answer != 'Y') {
      throw EnvironmentError(fmt::format("root was refused for: {}", line),
                             "nothing was changed; run it again to be asked again");
    }
  }
};

class ProcessRunner : public CommandRunner {
 public:
  CommandResult run(const Command& command) override {
    const Command resolved = root_.resolved(command);
    const double started = steady_seconds();
    CommandResult result;
    try {
      ChildProcess child(resolved);
      child.queue_input(command.input);
      child.close_input();
      finish(child, command.timeout_s, started, result);
    } catch (const EnvironmentError& error) {
      result.status = 127;
      result.err = error.what();
    }
    result.wall_s = steady_seconds() - started;
    return result;
  }

  std::unique_ptr<Child> start(const Command& command) override {
    auto child = std::make_unique<ChildProcess>(root_.resolved(command));
    if (!command.input.empty()) child->queue_input(command.input);
    return child;
  }

 private:
  static void finish(ChildProcess& child, double timeout_s, double started, CommandResult& result) {
    const double end = started + timeout_s;
    while (!child.wait_end(0)) {
      throw_if_interrupted();
      if (steady_seconds() >= end) {
        result.timed_out = true;
        child.kill_group();
      }
      if (!child.pump(0.05)) child.wait_end(0.05);
    }
    // A grandchild may hold the pipes open for ever: take what is there and let go.
    const double patience = steady_seconds() + 0.2;
    while (steady_seconds() < patience && child.pump(0.02)) {
    }
    result.status = child.status();
    result.out = child.take_output();
    result.err = child.error_text();
  }

  RootQuestion root_;
};

}  // namespace

std::unique_ptr<CommandRunner> make_process_runner() {
  return std::make_unique<ProcessRunner>();
}

}  // namespace sharebench::sys
