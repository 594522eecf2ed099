// The completion script for bash, from 3.2 (macOS) on.
#include <fmt/format.h>

#include "harness/cli/completion.h"

namespace sharebench::cli {
namespace {

std::string value_line(const Command& command, const Option& option) {
  const Values values = values_of(option);
  std::string action = ":";
  if (values.kind == Values::Kind::kWord) {
    action = fmt::format("_sharebench_words \"$word\" '{}'", spaced(values.words));
  }
  if (values.kind == Values::Kind::kWordList) {
    action = fmt::format("_sharebench_list \"$word\" '{}'", spaced(values.words));
  }
  return fmt::format("    '{} --{}') {}; return ;;\n", command.name, option.name, action);
}

std::string command_line(const Command& command) {
  std::string options;
  for (const Option& option : shown_options(command)) options += " --" + option.name;
  std::string line = fmt::format("    {}) options='{}'", command.name, options.substr(1));
  if (!command.positionals.empty()) {
    const Values values = values_of(command.positionals.front());
    if (!values.words.empty()) line += fmt::format(" words='{}'", spaced(values.words));
  }
  return line + " ;;\n";
}

}  // namespace

// Where nothing is offered, `-o default` offers files, which is right for most values.
std::string bash_completion() {
  std::string commands, values, lines;
  for (const Command& command : shown_commands()) {
    commands += command.name + " ";
    lines += command_line(command);
    for (const Option& option : shown_options(command)) {
      if (!option.value.empty()) values += value_line(command, option);
    }
  }
  return "# Completes sharebench in bash; printed by `sharebench completion bash`.\n"
         "_sharebench_words() {\n"
         "  COMPREPLY=($(compgen -W \"$2\" -- \"$1\"))\n"
         "}\n"
         "# The last item of a list with commas.\n"
         "_sharebench_list() {\n"
         "  local last=${1##*,}\n"
         "  local head=${1%\"$last\"}\n"
         "  COMPREPLY=($(compgen -P \"$head\" -W \"$2\" -- \"$last\"))\n"
         "  compopt -o nospace 2>/dev/null || true\n"
         "}\n"
         "_sharebench() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  local command=${COMP_WORDS[1]} options= words=\n"
         "  COMPREPLY=()\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    _sharebench_words \"$word\" '" +
         commands +
         "--help --version'\n"
         "    return\n"
         "  fi\n"
         "  # bash makes a word of the sign in --option=value.\n"
         "  [ \"$before\" != = ] || before=${COMP_WORDS[COMP_CWORD-2]}\n"
         "  [ \"$word\" != = ] || word=\n"
         "  case \"$command $before\" in\n" +
         values +
         "  esac\n"
         "  case $command in\n" +
         lines +
         "  esac\n"
         "  case $word in\n"
         "    -*) _sharebench_words \"$word\" \"$options\" ;;\n"
         "    *) [ \"$COMP_CWORD\" -ne 2 ] || _sharebench_words \"$word\" \"$words\" ;;\n"
         "  esac\n"
         "}\n"
         "complete -o default -F _sharebench sharebench\n";
}

}  // namespace sharebench::cli
