// Runs commands in the VM through whatever takes one line of shell: docker-machine ssh, the lab's
// console.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/core/error.h"
#include "harness/sys/command_runner.h"

namespace sharebench::nfs {

class ShellRunner : public sys::CommandRunner {
 public:
  using RunLine = std::function<sys::CommandResult(const std::string& line, double timeout_s)>;

  /// `become_root` goes before what needs root: "sudo", or nothing where root is who runs it.
  ShellRunner(RunLine run_line, std::string become_root)
      : run_line_(std::move(run_line)), become_root_(std::move(become_root)) {}

  /// The command as one line; its input is printed into it, since not every way has a standard
  /// input.
  sys::CommandResult run(const sys::Command& command) override {
    std::vector<std::string> argv = command.argv;
    for (const auto& [name, value] : command.env) argv.insert(argv.begin(), name + "=" + value);
    if (!command.env.empty()) argv.insert(argv.begin(), "env");  // ssh hands none on
    std::string line = sys::display(argv);
    if (command.as_root && !become_root_.empty()) line = become_root_ + " " + line;
    if (!command.input.empty()) line = sys::display({"printf", "%s", command.input}) + " | " + line;
    return run_line_(line, command.timeout_s);
  }

  std::unique_ptr<sys::Child> start(const sys::Command& command) override {
    throw EnvironmentError("no conversation can be held in the VM: " + sys::display(command.argv),
                           "run it there by hand");
  }

 private:
  RunLine run_line_;
  std::string become_root_;
};

/// `docker-machine ssh MACHINE LINE`; the runner must outlive it.
inline ShellRunner machine_runner(sys::CommandRunner& runner, const std::string& machine) {
  return ShellRunner(
      [&runner, machine](const std::string& line, double timeout_s) {
        return runner.run(
            {.argv = {"docker-machine", "ssh", machine, line}, .timeout_s = timeout_s});
      },
      "sudo");
}

}  // namespace sharebench::nfs
