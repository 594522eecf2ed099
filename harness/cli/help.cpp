// Help texts, printed from the rows of the commands.
#include <fmt/format.h>

#include "harness/cli/command.h"

namespace sharebench::cli {
namespace {

constexpr std::size_t kColumn = 26;
constexpr std::size_t kHelpWidth = 100;

/// "  left    text", the text wrapped and indented.
std::string row(const std::string& left, const std::string& text) {
  std::string out = fmt::format("  {:<{}}", left, kColumn - 2);
  if (left.size() + 3 > kColumn) out += "\n" + std::string(kColumn, ' ');
  std::size_t used = kColumn;
  std::size_t from = 0;
  while (from < text.size()) {
    std::size_t to = text.find(' ', from);
    if (to == std::string::npos) to = text.size();
    if (used + (to - from) + 1 > kHelpWidth) {
      out += "\n" + std::string(kColumn, ' ');
      used = kColumn;
    }
    out += text.substr(from, to - from);
    used += to - from + 1;
    from = to + 1;
    if (from < text.size()) out += " ";
  }
  std::string clean;
  for (const char c : out) {
    if (c == '\n') {
      while (!clean.empty() && clean.back() == ' ') clean.pop_back();
    }
    clean += c;
  }
  return clean + "\n";
}

std::string left_side(const Option& option) {
  return "--" + option.name + (option.value.empty() ? "" : " " + option.value);
}

std::string usage(const Command& command) {
  std::string text = "usage: sharebench " + command.name;
  for (const Positional& positional : command.positionals) {
    const std::string name = positional.name + (positional.many ? "..." : "");
    text += positional.required ? " " + name : " [" + name + "]";
  }
  return text + " [options]\n";
}

}  // namespace

std::string overview() {
  std::string text =
      "sharebench: how fast is each way to share a folder with the VM that your containers run "
      "in,\n"
      "how sure are we, and why?\n\nusage: sharebench COMMAND [options]\n\ncommands:\n";
  for (const Command& command : commands()) {
    if (!command.hidden) text += row(command.name, command.summary);
  }
  text +=
      "\nsharebench COMMAND --help has examples. Exit codes: 0 yes, 1 no, 2 usage, 3 cannot tell,\n"
      "4 environment, 5 measurement failed, 6 data file, 70 our bug, 130 or 143 interrupted.\n"
      "Every long option is also a key of ./sharebench.toml and a variable SHAREBENCH_OPTION;\n"
      "the command line wins over the variable, the variable over the file.\n";
  return text;
}

std::string help(const Command& command) {
  std::string text = command.name + ": " + command.summary + "\n\n" + usage(command);
  if (!command.positionals.empty()) text += "\n";
  for (const Positional& positional : command.positionals)
    text += row(positional.name, positional.help);
  text += "\noptions:\n";
  for (const auto* options : {&command.options, &common_options()}) {
    for (const Option& option : *options) {
      if (!option.hidden) text += row(left_side(option), option.help);
    }
  }
  text += "\nexamples:\n";
  for (const std::string& example : command.examples) text += "  " + example + "\n";
  return text;
}

}  // namespace sharebench::cli
