// The seam where the outside world begins: whoever runs a command does it through here, so that
// every conversation with an outside tool can be recorded, replayed and tested.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sharebench::sys {

struct Command {
  std::vector<std::string> argv{};           ///< looked up in PATH; no shell
  std::string input{};                       ///< given on standard input, then closed
  double timeout_s = 60;                     ///< killed (whole process group) after this long
  bool as_root = false;                      ///< shown and asked for first when we are not root
  std::map<std::string, std::string> env{};  ///< added to the environment
};

struct CommandResult {
  int status = 0;  ///< exit status; 128 + signal when killed by one; 127 when not found
  std::string out, err;
  bool timed_out = false;
  double wall_s = 0;

  bool ok() const { return status == 0 && !timed_out; }
};

/// A long conversation: the served runner, QEMU, a relay, a server. Every wait ends within 0.2 s of
/// an interrupt (throws Interrupted).
class Child {
 public:
  virtual ~Child() = default;

  /// Writes `line` and a newline to its standard input. Throws EnvironmentError when it is gone.
  virtual void write_line(const std::string& line) = 0;

  /// The next line of its standard output, without the newline; nothing when it closed its output
  /// or `deadline_s` seconds passed (then `running()` tells which).
  virtual std::optional<std::string> read_line(double deadline_s) = 0;

  /// False once it ended.
  virtual bool running() = 0;

  /// Exit status as in CommandResult, once it ended.
  virtual int status() = 0;

  /// What it wrote on standard error so far (the last 64 KiB).
  virtual std::string error_text() = 0;

  /// Closes its input, then SIGTERM to its process group, then after `grace_s` SIGKILL. Safe to
  /// call twice; the destructor of every implementation calls it.
  virtual void stop(double grace_s) = 0;
};

class CommandRunner {
 public:
  virtual ~CommandRunner() = default;

  /// Runs to the end. Never throws for a failing command: look at the result. Throws Interrupted
  /// when a signal arrives while waiting (the command is killed first).
  virtual CommandResult run(const Command& command) = 0;

  /// Starts a long conversation (`timeout_s` is not used; `input` is written first and the pipe
  /// stays open). Throws EnvironmentError when the program cannot be started.
  virtual std::unique_ptr<Child> start(const Command& command) = 0;
};

/// The output of a command that must succeed. Throws EnvironmentError with the command, its status
/// and the last line of its standard error.
std::string run_or_throw(CommandRunner& runner, const Command& command, const std::string& hint);

/// The command as a person would type it, quoted where needed.
std::string display(const std::vector<std::string>& argv);

/// True when `program` is found in PATH (asked through the runner, so that it is recorded).
bool has_program(CommandRunner& runner, const std::string& program);

}  // namespace sharebench::sys
