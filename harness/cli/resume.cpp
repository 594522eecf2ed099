// --resume: the plan in the file holds, options that would change it are refused.
#include "harness/cli/resume.h"

#include <fmt/format.h>

#include <cstdlib>

#include "harness/cli/request.h"
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

/// Run files say "~" for the home folder; a folder to work in needs the real name.
void expand_home(Run& run) {
  const char* home = std::getenv("HOME");
  for (Mount& mount : run.mounts) {
    std::string& dir = mount.share.host_dir;
    if (home != nullptr && dir.rfind("~", 0) == 0) dir = home + dir.substr(1);
  }
}

}  // namespace

ExitCode resume(const Arguments& arguments, const Measure& measure) {
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
  expand_home(run);
  Arguments merged;
  merged.options = run.settings;
  for (const auto& [name, value] : arguments.options) merged.options[name] = value;
  merged.options["out"] = file.has_parent_path() ? file.parent_path().string() : ".";
  Request request = make_request(merged);
  if (request.target.empty()) request.target = "lab";
  run.warnings.clear();
  return measure(merged, request, std::move(run), targets::target_type(request.target));
}

}  // namespace sharebench::cli
