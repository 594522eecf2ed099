// Finds the row, and only then makes the world that it runs in.
#include "harness/cli/action.h"

#include "harness/core/error.h"
#include "harness/core/spec_list.h"

namespace sharebench::cli {

ExitCode run_action(const std::string& command, const std::vector<Action>& actions,
                    const Arguments& arguments) {
  std::vector<std::string> known;
  for (const Action& action : actions) {
    if (action.name == arguments.positionals.at(0)) {
      World world(arguments);
      return action.run(arguments, world);
    }
    known.push_back(action.name);
  }
  throw_unknown_name("action of " + command, arguments.positionals.at(0), known);
}

}  // namespace sharebench::cli
