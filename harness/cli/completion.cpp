// `sharebench completion SHELL`, and what the scripts of all shells need to know of the rows.
#include "harness/cli/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cctype>

#include "harness/cli/rows.h"
#include "harness/core/spec_list.h"
#include "harness/plan/suites.h"
#include "harness/shares/share_type.h"
#include "harness/targets/target.h"

namespace sharebench::cli {
namespace {

template <typename Rows>
std::vector<std::string> names_of(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.name);
  return names;
}

/// The words of "a, b or c" at `from`; none where the text goes on otherwise.
std::vector<std::string> choices_at(const std::string& text, std::size_t from) {
  std::vector<std::string> words;
  bool last = false;
  for (;;) {
    std::size_t to = from;
    while (to < text.size() && (std::islower(static_cast<unsigned char>(text[to])) ||
                                std::isdigit(static_cast<unsigned char>(text[to])))) {
      ++to;
    }
    if (to == from) return {};
    words.push_back(text.substr(from, to - from));
    if (last) return words;
    last = text.compare(to, 4, " or ") == 0;
    if (!last && text.compare(to, 2, ", ") != 0) return {};
    from = to + (last ? 4 : 2);
  }
}

/// The choices that a help text begins with, or has after its first colon.
std::vector<std::string> choices(const std::string& help) {
  const std::vector<std::string> at_once = choices_at(help, 0);
  const std::size_t colon = help.find(": ");
  if (!at_once.empty() || colon == std::string::npos) return at_once;
  return choices_at(help, colon + 2);
}

Values words(Values::Kind kind, std::vector<std::string> names) {
  return {names.empty() ? Values::Kind::kFree : kind, std::move(names)};
}

/// By the name that stands for the value in the help.
Values values_named(const std::string& name, const std::string& help) {
  for (const char* file : {"FILE", "RUN", "RUN.json", "BASE.run.json", "CANDIDATE.run.json",
                           "REPORT", "PROGRAM", "CMD", "COSTS", "TRACE"}) {
    if (name == file) return {Values::Kind::kFile, {}};
  }
  if (name == "DIR" || name == "HOST_DIR") return {Values::Kind::kFolder, {}};
  if (name == "T" || name == "T1" || name == "T2") {
    return words(Values::Kind::kWord, names_of(targets::target_types()));
  }
  if (name == "SHARE") return words(Values::Kind::kWord, names_of(shares::share_types()));
  return words(Values::Kind::kWord, choices(help));
}

struct Shell {
  std::string name;
  std::string (*script)();
};

ExitCode run_completion(const Arguments& arguments) {
  static const std::vector<Shell> kShells = {
      {"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}};
  for (const Shell& shell : kShells) {
    if (shell.name != arguments.positionals.at(0)) continue;
    fmt::print("{}", shell.script());
    return ExitCode::kYes;
  }
  throw_unknown_name("shell", arguments.positionals.at(0), names_of(kShells));
}

}  // namespace

Values values_of(const Option& option) {
  if (option.value == "A,B" && option.name == "shares") {
    return words(Values::Kind::kWordList, names_of(shares::share_types()));
  }
  if (option.value == "A,B" && option.name == "workloads") {
    return words(Values::Kind::kWordList, names_of(plan::known_workloads()));
  }
  if (option.name == "suite") return words(Values::Kind::kWord, plan::suite_names());
  return values_named(option.value, option.help);
}

Values values_of(const Positional& positional) {
  return values_named(positional.name, positional.help);
}

std::vector<Option> shown_options(const Command& command) {
  std::vector<Option> shown;
  for (const auto* options : {&command.options, &common_options()}) {
    for (const Option& option : *options) {
      if (!option.hidden) shown.push_back(option);
    }
  }
  return shown;
}

std::vector<Command> shown_commands() {
  std::vector<Command> shown;
  for (const Command& command : commands()) {
    if (!command.hidden) shown.push_back(command);
  }
  return shown;
}

std::string spaced(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

Command completion_command() {
  return {"completion",
          "print the script that completes this command line in a shell",
          {{"SHELL", "bash, zsh or fish"}},
          {},
          {"sharebench completion bash >~/.local/share/bash-completion/completions/sharebench",
           "sharebench completion zsh >~/.zfunc/_sharebench",
           "sharebench completion fish >~/.config/fish/completions/sharebench.fish"},
          run_completion};
}

}  // namespace sharebench::cli
