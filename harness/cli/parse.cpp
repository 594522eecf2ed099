// The command line by CLI11; no other file includes it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <list>

#include "harness/cli/command.h"
#include "harness/core/spec_list.h"
#include "harness/core/version.h"

namespace sharebench::cli {
namespace {

std::string environment_name(const std::string& option) {
  std::string name = "SHAREBENCH_" + option;
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
    return c == '-' ? '_' : static_cast<char>(std::toupper(c));
  });
  return name;
}

const Command& find_command(const std::string& name) {
  std::vector<std::string> known;
  for (const Command& command : commands()) {
    if (command.name == name) return command;
    if (!command.hidden) known.push_back(command.name);
  }
  throw_unknown_name("command", name, known);
}

std::vector<Option> all_options(const Command& command) {
  std::vector<Option> options = command.options;
  for (const Option& option : common_options()) {
    if (option.name != "help") options.push_back(option);
  }
  return options;
}

/// CLI11's complaint, with the nearest option where an unknown one was given.
UsageError usage_error(const CLI::ParseError& error, const Command& command,
                       const std::vector<std::string>& words) {
  std::vector<std::string> known;
  for (const Option& option : all_options(command)) {
    if (!option.hidden) known.push_back("--" + option.name);
  }
  const std::string hint = fmt::format("see: sharebench {} --help", command.name);
  for (const std::string& word : words) {
    const std::string name = word.substr(0, word.find('='));
    if (name.rfind("--", 0) != 0 || name == "--" ||
        std::find(known.begin(), known.end(), name) != known.end()) {
      continue;
    }
    const std::string near = nearest_name(name, known);
    return UsageError(fmt::format("{} has no option '{}'{}", command.name, name,
                                  near.empty() ? "" : fmt::format("; did you mean '{}'?", near)),
                      hint);
  }
  std::string text = error.what();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return UsageError(fmt::format("{}: {}", command.name, text), hint);
}

Arguments parse_with_cli11(const Command& command, const std::vector<std::string>& words) {
  CLI::App app;
  app.set_help_flag();
  app.set_config("--config", "sharebench.toml", "read options from this file", false);
  app.allow_config_extras(CLI::config_extras_mode::ignore_all);
  std::list<std::pair<std::string, std::string>> values;
  std::list<std::pair<std::string, bool>> flags;
  for (const Option& option : all_options(command)) {
    CLI::Option* added = nullptr;
    if (option.value.empty()) {
      flags.emplace_back(option.name, false);
      added = app.add_flag("--" + option.name, flags.back().second);
    } else {
      values.emplace_back(option.name, "");
      added = app.add_option("--" + option.name, values.back().second);
      added->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }
    added->envname(environment_name(option.name));
  }
  Arguments arguments;
  if (!command.positionals.empty()) {
    auto* rest = app.add_option("rest", arguments.positionals);
    const bool many = command.positionals.back().many;
    const auto least = std::count_if(command.positionals.begin(), command.positionals.end(),
                                     [](const Positional& p) { return p.required; });
    rest->expected(static_cast<int>(least),
                   many ? 1 << 20 : static_cast<int>(command.positionals.size()));
    if (least > 0) rest->required();
  }
  try {
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    throw usage_error(error, command, words);
  }
  for (const auto& [name, value] : values) {
    if (app.count("--" + name) > 0) arguments.options[name] = value;
  }
  for (const auto& [name, value] : flags) {
    if (value) arguments.options[name] = "true";
  }
  return arguments;
}

}  // namespace

Parsed parse(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty()) throw UsageError("no command was given", "see: sharebench --help");
  if (words[0] == "--version") return {.print = "sharebench " + version() + "\n"};
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") return {.print = overview()};
  const Command& command = find_command(words[0]);
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  for (const std::string& word : rest) {
    if (word == "--") break;
    if (word == "--help" || word == "-h") return {.print = help(command)};
  }
  return {.command = &command, .arguments = parse_with_cli11(command, rest)};
}

}  // namespace sharebench::cli
