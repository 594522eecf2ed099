// Completion scripts for shells, printed from the same rows of options as the help.
#pragma once

#include <string>
#include <vector>

#include "harness/cli/command.h"

namespace sharebench::cli {

/// What may stand for the value of an option, or for a positional.
struct Values {
  enum class Kind {
    kFree,      ///< a number, an address: nothing can be offered
    kFile,      ///< a file
    kFolder,    ///< a folder
    kWord,      ///< one of `words`
    kWordList,  ///< some of `words`, with commas between them
  };
  Kind kind = Kind::kFree;
  std::vector<std::string> words{};
};

/// Names come from the lists of targets, shares, workloads and suites; other words from the help
/// where it says them as "a, b or c".
Values values_of(const Option& option);
Values values_of(const Positional& positional);

/// The options of a command that its help shows, those of every command among them.
std::vector<Option> shown_options(const Command& command);

/// The commands that the overview shows.
std::vector<Command> shown_commands();

/// Words with blanks between them.
std::string spaced(const std::vector<std::string>& words);

/// Each printed by `sharebench completion SHELL`.
std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace sharebench::cli
