// A host that answers commands out of a table and keeps files: what `cat`, `tee` and `rm` do.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/sys/command_runner.h"

namespace sharebench::guard {

class FakeHost : public sys::CommandRunner {
 public:
  std::map<std::string, std::string> files{};
  std::map<std::string, sys::CommandResult> answers{};  ///< by the displayed command
  std::vector<std::string> asked{}, as_root{};

  sys::CommandResult run(const sys::Command& command) override {
    const std::string line = sys::display(command.argv);
    asked.push_back(line);
    if (command.as_root) as_root.push_back(line);
    if (const auto at = answers.find(line); at != answers.end()) return at->second;
    const std::string& program = command.argv.at(0);
    if (program == "tee") files[command.argv.at(1)] = command.input;
    if (program == "rm") files.erase(command.argv.at(2));
    sys::CommandResult result;
    if (program == "cat") {
      const auto file = files.find(command.argv.at(1));
      if (file == files.end()) result.status = 1;
      if (file != files.end()) result.out = file->second;
    }
    return result;
  }
  std::unique_ptr<sys::Child> start(const sys::Command&) override { return nullptr; }
};

inline sys::CommandResult answered(const std::string& out) {
  sys::CommandResult result;
  result.out = out;
  return result;
}

inline sys::CommandResult failed(int status, const std::string& err) {
  sys::CommandResult result;
  result.status = status;
  result.err = err;
  return result;
}

}  // namespace sharebench::guard
