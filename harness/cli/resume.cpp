// --resume: the plan in the file holds, options that would change it are refused.
#include "harness/cli/resume.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "harness/cli/saved_run.h"
#include "harness/core/run_rules.h"
#include "harness/core/version.h"
#include "harness/store/run_file.h"

namespace sharebench::cli {
namespace {

void refuse_contradictions(const Arguments& given, const std::vector<Option>& planning,
                           const Run& run) {
  for (const Option& option : planning) {
    if (!given.has(option.name) || option.name == "time-budget") continue;
    const auto begun = run.settings.find(option.name);
    if (begun != run.settings.end() && begun->second == given.get(option.name)) continue;
    throw UsageError(
        fmt::format("--{} cannot be changed by --resume: the run was begun {}", option.name,
                    begun == run.settings.end()
                        ? "without it"
                        : fmt::format("with --{} {}", option.name, begun->second)),
        "the plan in the run file holds; leave the option out, or begin a new run");
  }
}

void refuse_others(const Run& run, const std::string& command, const std::string& file) {
  const std::string begun_by = command_of(run);
  if (begun_by != command) {
    throw UsageError(fmt::format("{} was begun by sharebench {}", file, begun_by),
                     fmt::format("finish it with: sharebench {} --resume {}", begun_by, file));
  }
  if (run.complete) {
    throw UsageError(fmt::format("{} is complete", file),
                     fmt::format("report it: sharebench report {}", file));
  }
  if (run.tool_version != version()) {
    throw UsageError(
        fmt::format("{} was begun by sharebench {}, this is {}", file, run.tool_version, version()),
        "finish it with the version that began it");
  }
}

/// What is said anew each time, unlike the settings of a plan.
bool of_one_call(const std::string& name) {
  const auto& common = common_options();
  return name == "command" || name == "dry-run" || name == "time-budget" ||
         name == "allow-exposed" ||
         std::any_of(common.begin(), common.end(),
                     [&](const Option& option) { return option.name == name; });
}

/// Warnings of blocks that stay; the others are given again where they still hold.
bool stays_true(WarningCode code) {
  return code == WarningCode::kBlockInvalid || code == WarningCode::kExposed ||
         code == WarningCode::kNotGuarded || code == WarningCode::kEmulated;
}

}  // namespace

TakenUp taken_up(const Arguments& arguments, const std::string& command,
                 const std::vector<Option>& planning) {
  const std::filesystem::path file = arguments.get("resume");
  TakenUp taken;
  taken.run = store::load(file);
  refuse_others(taken.run, command, file.string());
  expand_home(taken.run);
  refuse_contradictions(arguments, planning, taken.run);
  for (const auto& [name, value] : taken.run.settings) {
    if (!of_one_call(name)) taken.arguments.options[name] = value;
  }
  for (const auto& [name, value] : arguments.options) taken.arguments.options[name] = value;
  taken.arguments.options["out"] = file.has_parent_path() ? file.parent_path().string() : ".";
  std::erase_if(taken.run.warnings, [](const Warning& told) { return !stays_true(told.code); });
  return taken;
}

}  // namespace sharebench::cli
