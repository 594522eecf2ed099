// A subcommand: its rows of options, its examples, its function. Help and docs/cli.md are printed
// from these rows.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/core/error.h"

namespace sharebench::cli {

/// A row of options. `value` empty: a flag.
struct Option {
  std::string name;   ///< without dashes: "blocks"
  std::string value;  ///< what stands for the value in help: "N"
  std::string help;
  bool hidden = false;
};

struct Positional {
  std::string name;  ///< in help: "RUN.json"
  std::string help;
  bool required = true;
  bool many = false;
};

/// The parsed command line of one subcommand.
struct Arguments {
  std::map<std::string, std::string> options{};  ///< flags have the value "true"
  std::vector<std::string> positionals{};

  bool has(const std::string& name) const { return options.count(name) != 0; }
  std::string get(const std::string& name, const std::string& otherwise = "") const {
    const auto at = options.find(name);
    return at == options.end() ? otherwise : at->second;
  }
};

struct Command {
  std::string name;
  std::string summary;
  std::vector<Positional> positionals;
  std::vector<Option> options;
  std::vector<std::string> examples;
  ExitCode (*run)(const Arguments& arguments);
  bool hidden = false;
};

/// Every subcommand, in the order of all.cpp.
const std::vector<Command>& commands();

/// Options that every subcommand has (--json, --quiet, ...).
const std::vector<Option>& common_options();

/// What main should do: run a command, or print a text and stop.
struct Parsed {
  const Command* command = nullptr;
  Arguments arguments{};
  std::optional<std::string> print{};  ///< help or version
};

/// Reads the command line, SHAREBENCH_* and ./sharebench.toml (in that order of precedence). Throws
/// UsageError with the nearest name.
Parsed parse(int argc, char** argv);

/// `sharebench --help`.
std::string overview();

/// `sharebench COMMAND --help`.
std::string help(const Command& command);

}  // namespace sharebench::cli
