// The completion script for fish, with the help of every option.
#include <fmt/format.h>

#include "harness/cli/completion.h"

namespace sharebench::cli {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string value_part(const Values& values) {
  const std::string words = spaced(values.words);
  switch (values.kind) {
    case Values::Kind::kFile:
      return " -r -F";
    case Values::Kind::kFolder:
      return " -x -a '(__fish_complete_directories)'";
    case Values::Kind::kWord:
      return " -x -a " + quoted(words);
    case Values::Kind::kWordList:
      return " -x -a " + quoted("(__fish_append , " + words + ")");
    case Values::Kind::kFree:
      break;
  }
  return " -x";
}

std::string when(const std::string& command, const std::string& also = "") {
  return "complete -c sharebench -n " + quoted("__sharebench_command " + command + also);
}

std::string positional_lines(const Command& command) {
  std::string lines;
  for (const Positional& positional : command.positionals) {
    const Values values = values_of(positional);
    if (values.kind == Values::Kind::kFile) lines += when(command.name) + " -F\n";
    if (values.kind == Values::Kind::kFolder) {
      lines += when(command.name) + " -a '(__fish_complete_directories)'\n";
    }
    if (values.kind == Values::Kind::kWord) {
      lines += when(command.name, "; and __sharebench_words 2") + " -a " +
               quoted(spaced(values.words)) + "\n";
    }
  }
  return lines;
}

}  // namespace

std::string fish_completion() {
  std::string text =
      "# Completes sharebench in fish; printed by `sharebench completion fish`.\n"
      "function __sharebench_words\n"
      "    test (count (commandline -opc)) -eq $argv[1]\n"
      "end\n"
      "function __sharebench_command\n"
      "    set -l words (commandline -opc)\n"
      "    test (count $words) -gt 1; and test $words[2] = $argv[1]\n"
      "end\n"
      "complete -c sharebench -f\n"
      "complete -c sharebench -n '__sharebench_words 1' -l version -d 'the version'\n";
  for (const Command& command : shown_commands()) {
    text += fmt::format("complete -c sharebench -n '__sharebench_words 1' -a {} -d {}\n",
                        command.name, quoted(command.summary));
    text += positional_lines(command);
    for (const Option& option : shown_options(command)) {
      text += fmt::format("{} -l {}{} -d {}\n", when(command.name), option.name,
                          option.value.empty() ? "" : value_part(values_of(option)),
                          quoted(option.help));
    }
  }
  return text;
}

}  // namespace sharebench::cli
