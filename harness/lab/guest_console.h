// Runs shell lines in the guest over a virtio-serial port: no network, no ssh, a few ms a call, and
// a deadline on every wait.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "harness/sys/command_runner.h"

namespace sharebench::lab {

class GuestConsole {
 public:
  /// `connect("agent")` and `connect("rescue")` give the ports' conversations. Both are held open:
  /// a guest whose port nobody holds looks for somebody ten times a second, a tenth of an emulated
  /// processor.
  using Connect = std::function<std::unique_ptr<sys::Child>(const std::string& port)>;
  explicit GuestConsole(Connect connect);

  /// Runs one shell line as root and waits for its end. When `timeout_s` passes the command and its
  /// children are killed and `timed_out` is set. Throws EnvironmentError when the guest is gone or
  /// does not answer any more.
  sys::CommandResult run(const std::string& line, double timeout_s);

 private:
  std::optional<sys::CommandResult> exchange(sys::Child& port, const std::string& line,
                                             double timeout_s);
  std::optional<sys::CommandResult> collect(sys::Child& port, const std::string& mark, double end);
  void kill_running_job();

  Connect connect_;
  std::unique_ptr<sys::Child> agent_, rescue_;
  std::string session_;  ///< begins every mark; an earlier session's late answers are not ours
  int count_ = 0;
  std::string last_mark_;
};

/// The line as one line for the guest's `eval`: line breaks and backslashes are carried by printf.
std::string one_line(const std::string& shell_line);

}  // namespace sharebench::lab
