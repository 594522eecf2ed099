// The completion script for zsh, with the help of every option.
#include <fmt/format.h>

#include "harness/cli/completion.h"

namespace sharebench::cli {
namespace {

/// For a word between single quotes in which `special` characters must be escaped.
std::string quoted(const std::string& text, const std::string& special) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
      continue;
    }
    if (special.find(c) != std::string::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string action(const Values& values) {
  const std::string words = quoted(spaced(values.words), ":");
  switch (values.kind) {
    case Values::Kind::kFile:
      return "_files";
    case Values::Kind::kFolder:
      return "_files -/";
    case Values::Kind::kWord:
      return "(" + words + ")";
    case Values::Kind::kWordList:
      return "_values -s , item " + words;
    case Values::Kind::kFree:
      break;
  }
  return " ";
}

std::string option_spec(const Option& option) {
  const std::string help = quoted(option.help, "[]:\\");
  if (option.value.empty()) return fmt::format("'--{}[{}]'", option.name, help);
  return fmt::format("'--{}=[{}]:{}:{}'", option.name, help, quoted(option.value, ":"),
                     action(values_of(option)));
}

std::string positional_spec(const Positional& positional) {
  return fmt::format("'{}:{}:{}'", positional.many ? "*" : "", quoted(positional.name, ":"),
                     action(values_of(positional)));
}

}  // namespace

std::string zsh_completion() {
  std::string names, cases;
  for (const Command& command : shown_commands()) {
    names += fmt::format("    '{}:{}'\n", command.name, quoted(command.summary, ":\\"));
    cases += fmt::format("    {}) _arguments", command.name);
    for (const Positional& positional : command.positionals) {
      cases += " \\\n      " + positional_spec(positional);
    }
    for (const Option& option : shown_options(command)) {
      cases += " \\\n      " + option_spec(option);
    }
    cases += " ;;\n";
  }
  return "#compdef sharebench\n"
         "# Completes sharebench in zsh; printed by `sharebench completion zsh`.\n"
         "_sharebench() {\n"
         "  local -a commands\n"
         "  commands=(\n" +
         names +
         "  )\n"
         "  if (( CURRENT == 2 )); then\n"
         "    _describe command commands\n"
         "    return\n"
         "  fi\n"
         "  local name=$words[2]\n"
         "  shift words\n"
         "  (( CURRENT-- ))\n"
         "  case $name in\n" +
         cases +
         "  esac\n"
         "}\n"
         "if [ \"$funcstack[1]\" = _sharebench ]; then\n"
         "  _sharebench \"$@\"\n"
         "else\n"
         "  compdef _sharebench sharebench\n"
         "fi\n";
}

}  // namespace sharebench::cli
