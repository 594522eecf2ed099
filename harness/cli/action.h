// Commands that have actions, as `lab up` and `guard check`: one row each, chosen by the first
// word.
#pragma once

#include <string>
#include <vector>

#include "harness/cli/command.h"
#include "harness/cli/world.h"

namespace sharebench::cli {

struct Action {
  std::string name;
  ExitCode (*run)(const Arguments&, World&);
};

/// Runs the action that the first positional names. Throws UsageError, with the nearest name, when
/// `command` has none of that name.
ExitCode run_action(const std::string& command, const std::vector<Action>& actions,
                    const Arguments& arguments);

}  // namespace sharebench::cli
