// Runs real processes: own process group, deadlines, kill of the whole group.
#pragma once

#include <memory>

#include "harness/sys/command_runner.h"

namespace sharebench::sys {

/// A runner of real processes. `ask_for_root`: shows an `as_root` command and asks on the terminal
/// before it is run with sudo; without a terminal such a command throws EnvironmentError.
std::unique_ptr<CommandRunner> make_process_runner();

}  // namespace sharebench::sys
