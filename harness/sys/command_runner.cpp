// What every user of a CommandRunner shares: commands that must succeed, and how to show one.
#include "harness/sys/command_runner.h"

#include <fmt/format.h>

#include "harness/core/error.h"

namespace sharebench::sys {
namespace {

std::string last_line(const std::string& text) {
  const auto end = text.find_last_not_of(" \n\r");
  if (end == std::string::npos) return "";
  const auto start = text.find_last_of('\n', end);
  return text.substr(start == std::string::npos ? 0 : start + 1,
                     end - (start == std::string::npos ? 0 : start + 1) + 1);
}

}  // namespace

std::string run_or_throw(CommandRunner& runner, const Command& command, const std::string& hint) {
  const CommandResult result = runner.run(command);
  if (result.ok()) return result.out;
  const std::string why = result.timed_out
                              ? fmt::format("did not end within {:.0f} s", command.timeout_s)
                              : fmt::format("failed with status {}", result.status);
  const std::string said = last_line(result.err.empty() ? result.out : result.err);
  throw EnvironmentError(
      fmt::format("{} {}{}", display(command.argv), why, said.empty() ? "" : ": " + said), hint);
}

std::string display(const std::vector<std::string>& argv) {
  std::string line;
  for (const std::string& word : argv) {
    if (!line.empty()) line += ' ';
    const bool plain =
        !word.empty() && word.find_first_of(" \t\n'\"\\$`*?;&|<>()") == std::string::npos;
    if (plain) {
      line += word;
      continue;
    }
    line += '\'';
    for (const char c : word) line += c == '\'' ? std::string("'\\''") : std::string(1, c);
    line += '\'';
  }
  return line;
}

bool has_program(CommandRunner& runner, const std::string& program) {
  return runner.run({.argv = {"sh", "-c", "command -v \"$1\"", "sh", program}}).ok();
}

}  // namespace sharebench::sys
