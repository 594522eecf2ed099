// Manual pages in roff, printed from the same rows of options as the help.
#pragma once

#include <string>

#include "harness/cli/command.h"

namespace sharebench::cli {

/// sharebench.1: the commands, exit codes, files and variables.
std::string man_overview();

/// sharebench-COMMAND.1.
std::string man_page(const Command& command);

}  // namespace sharebench::cli
