// One spawned process with three pipes, in a process group of its own.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "harness/sys/command_runner.h"

namespace sharebench::sys {

/// Owns a process group and its pipes; the destructor ends both.
class ChildProcess : public Child {
 public:
  /// Spawns `command`; throws EnvironmentError naming the program when it cannot be started.
  explicit ChildProcess(const Command& command);
  ~ChildProcess() override;
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  void write_line(const std::string& line) override;
  std::optional<std::string> read_line(double deadline_s) override;
  bool running() override;
  int status() override;
  std::string error_text() override;
  void stop(double grace_s) override;

  /// Closes its standard input.
  void close_input();

  /// Reads whatever arrives on both outputs and feeds pending input for at most `wait_s`; false
  /// when both outputs are closed and nothing is left to do.
  bool pump(double wait_s);

  /// Queues bytes for its standard input.
  void queue_input(const std::string& bytes);

  /// All of standard output not taken by read_line yet.
  std::string take_output();

  /// Waits for the end for at most `seconds`, reaping it; true when it ended.
  bool wait_end(double seconds);

  /// SIGKILL to the whole group.
  void kill_group();

 private:
  void drain(int& fd, std::string& into);
  void feed_input();

  pid_t pid_ = -1;
  int in_ = -1, out_ = -1, err_ = -1;
  std::string pending_input_, out_text_, err_text_;
  bool close_when_fed_ = false;
  bool reaped_ = false;
  int status_ = 0;
};

}  // namespace sharebench::sys
