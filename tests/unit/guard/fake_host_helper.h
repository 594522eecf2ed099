// A host that answers commands out of a table and keeps files: what `cat`, `ls -ldn`, `tee`,
// `chmod`, `chown` and `rm` do, as a user sees it.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/sys/command_runner.h"

namespace sharebench::guard {

/// "755" as `ls` prints it.
inline std::string printed_mode(const std::string& octal) {
  std::string mode = "-";
  for (const char digit : octal.substr(octal.size() - 3)) {
    mode += (digit & 4) != 0 ? 'r' : '-';
    mode += (digit & 2) != 0 ? 'w' : '-';
    mode += (digit & 1) != 0 ? 'x' : '-';
  }
  return mode;
}

class FakeHost : public sys::CommandRunner {
 public:
  std::map<std::string, std::string> files{};
  std::map<std::string, std::string> modes{};   ///< as `ls` prints them; others are -rw-r--r--
  std::map<std::string, std::string> owners{};  ///< "501 20"; others are root's
  std::map<std::string, sys::CommandResult> answers{};  ///< by the displayed command
  std::vector<std::string> asked{}, as_root{};

  sys::CommandResult run(const sys::Command& command) override {
    const std::string line = sys::display(command.argv);
    asked.push_back(line);
    if (command.as_root) as_root.push_back(line);
    if (const auto at = answers.find(line); at != answers.end()) return at->second;
    const std::string& program = command.argv.at(0);
    const std::string path = command.argv.back();
    sys::CommandResult result;
    if (program == "tee") files[path] = command.input;
    if (program == "rm") files.erase(path), modes.erase(path), owners.erase(path);
    if (program == "chmod") modes[path] = printed_mode(command.argv.at(1));
    if (program == "chown") {
      owners[path] = command.argv.at(1);
      std::replace(owners[path].begin(), owners[path].end(), ':', ' ');
    }
    const auto file = files.find(path);
    if ((program == "cat" || program == "ls") && file == files.end()) {
      result.status = 1;
      result.err = program + ": " + path + ": No such file or directory\n";
    } else if (program == "cat") {
      result.out = file->second;
    } else if (program == "ls") {
      const auto mode = modes.find(path), owner = owners.find(path);
      result.out = (mode == modes.end() ? "-rw-r--r--" : mode->second) + "@ 1 " +
                   (owner == owners.end() ? "0 0" : owner->second) + "  12 Nov 26 20:42 " + path +
                   "\n";
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
