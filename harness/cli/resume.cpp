// --resume: the plan in the file holds, options that would change it are refused.
#include "harness/cli/resume.h"

#include <fmt/format.h>

#include <utility>

#include "harness/cli/request.h"
#include "harness/cli/saved_run.h"
#include "harness/core/version.h"
#include "harness/store/run_file.h"

namespace sharebench::cli {
namespace {

void refuse_contradictions(const Arguments& arguments) {
  for (const Option& option : request_options()) {
    if (!arguments.has(option.name) || option.name == "time-budget") continue;
    throw UsageError(fmt::format("--{} cannot be changed by --resume", option.name),
                     "the plan in the run file holds; leave the option out, or begin a new run");
  }
}

}  // namespace

Task resumed(const Arguments& arguments) {
  refuse_contradictions(arguments);
  const std::filesystem::path file = arguments.get("resume");
  Run run = store::load(file);
  if (run.complete) {
    throw UsageError(fmt::format("{} is complete", file.string()),
                     fmt::format("report it: sharebench report {}", file.string()));
  }
  if (run.tool_version != version()) {
    throw UsageError(fmt::format("{} was begun by sharebench {}, this is {}", file.string(),
                                 run.tool_version, version()),
                     "finish it with the version that began it");
  }
  const auto command = run.settings.find("command");
  if (command != run.settings.end()) {
    throw UsageError(
        fmt::format("{} was begun by sharebench {}", file.string(), command->second),
        fmt::format("only runs can be taken up again; begin anew: sharebench {}", command->second));
  }
  expand_home(run);
  Task task;
  task.arguments.options = run.settings;
  for (const auto& [name, value] : arguments.options) task.arguments.options[name] = value;
  task.arguments.options["out"] = file.has_parent_path() ? file.parent_path().string() : ".";
  task.request = make_request(task.arguments);
  if (task.request.target.empty()) task.request.target = "lab";
  task.targets = {parse_target_spec(task.request.target, "--target")};
  run.warnings.clear();
  task.run = std::move(run);
  return task;
}

}  // namespace sharebench::cli
