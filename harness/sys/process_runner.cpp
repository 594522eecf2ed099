// Real commands: run to the end under a deadline, or start a conversation.
#include "harness/sys/process_runner.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>

#include "harness/core/error.h"
#include "harness/sys/child_process.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"
#include "harness/sys/terminal.h"

namespace sharebench::sys {
namespace {

/// Shows every command that needs root, and asks before the first; the answer is kept for the life
/// of the runner.
class RootQuestion {
 public:
  Command resolved(Command command) {
    if (!command.as_root || geteuid() == 0) return command;
    const std::string line = display(command.argv);
    if (allowed_)
      fmt::print(stderr, "sudo {}\n", line);
    else
      ask(line);
    command.argv.insert(command.argv.begin(), {"sudo", "--"});
    return command;
  }

 private:
  void ask(const std::string& line) {
    const std::optional<bool> answer = ask_yes_no(
        fmt::format("this needs root:\n  sudo {}\nrun it, and what follows and needs it?", line));
    if (!answer)
      throw EnvironmentError(fmt::format("this needs root: {}", line),
                             "run it yourself first, or run sharebench from a terminal");
    if (!*answer)
      throw EnvironmentError(fmt::format("root was refused for: {}", line),
                             "run it again to be asked again");
    // Our commands are in process groups of their own, from which the terminal cannot be read: the
    // password is asked for here.
    if (std::system("sudo -v") != 0)
      throw EnvironmentError(fmt::format("sudo refused: {}", line), "sudo -v");
    allowed_ = true;
  }

  bool allowed_ = false;
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
