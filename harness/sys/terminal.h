// What is known of the terminal, and handing it over to another program.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace sharebench::sys {

/// Columns of the terminal that standard output is; nothing when it is none.
std::optional<int> stdout_columns();

/// The same for standard error.
std::optional<int> stderr_columns();

/// True when standard output is a terminal and NO_COLOR is not set.
bool wants_color();

/// Asks on standard error, reads the first letter of a line: true for y. Nothing where standard
/// input is no terminal.
std::optional<bool> ask_yes_no(const std::string& question);

/// Becomes another program; throws EnvironmentError when it cannot be started.
[[noreturn]] void become(std::vector<std::string> argv);

}  // namespace sharebench::sys
