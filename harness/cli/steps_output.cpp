// Lines for a person, one JSON object for a program.
#include "harness/cli/steps_output.h"

#include <fmt/format.h>

#include "harness/sys/command_runner.h"
#include "harness/sys/terminal.h"

namespace sharebench::cli {
namespace {

using nlohmann::ordered_json;

std::string text_of(const ordered_json& value) {
  return value.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace

ordered_json steps_to_json(const std::vector<guard::Step>& steps) {
  ordered_json all = ordered_json::array();
  for (const guard::Step& step : steps) {
    ordered_json one;
    one["kind"] = step.file             ? "write"
                  : !step.run.empty()   ? "run"
                  : !step.check.empty() ? "check"
                                        : "undo";
    one["why"] = step.why;
    one["place"] = step.side == guard::Side::kVm ? "vm" : "host";
    one["root"] = step.as_root && step.check.empty();
    if (step.file) {
      one["path"] = step.file->path;
      one["was_there"] = step.file->before.has_value();
      one["diff"] = guard::diff(*step.file);
    }
    if (!step.run.empty()) one["command"] = step.run;
    if (!step.undo.empty()) one["undo"] = step.undo;
    all.push_back(one);
  }
  return all;
}

ExitCode print_applied(const guard::Applied& applied, const ordered_json& plan,
                       const Arguments& arguments) {
  if (arguments.has("json")) {
    ordered_json answer = plan;
    answer["applied"] = applied.kept;
    answer["told"] = applied.told;
    fmt::print("{}\n", text_of(answer));
  } else {
    for (const std::string& line : applied.told) fmt::print("{}\n", line);
  }
  return applied.kept ? ExitCode::kYes : ExitCode::kNo;
}

guard::UndoOptions undo_options(const Arguments& arguments) {
  return {arguments.has("force"), arguments.has("without-vm")};
}

void tell_changes(const std::vector<guard::FileChange>& changes) {
  for (const guard::FileChange& change : changes)
    fmt::print(stderr, "from what apply wrote to what stands there now:\n{}", guard::diff(change));
}

ExitCode print_undone(const guard::Undone& undone, const Arguments& arguments) {
  if (arguments.has("json")) {
    fmt::print("{}\n", text_of({{"undone", undone.clean}, {"told", undone.told}}));
  } else {
    for (const std::string& line : undone.told) fmt::print("{}\n", line);
    if (!undone.clean) fmt::print("every file is as it was, but not every command succeeded\n");
  }
  return undone.clean ? ExitCode::kYes : ExitCode::kNo;
}

bool is_wanted(const std::string& question, const Arguments& arguments) {
  if (arguments.has("yes")) return true;
  const std::optional<bool> answer = sys::ask_yes_no(question);
  if (!answer)
    throw UsageError("there is no terminal to ask whether this is wanted",
                     "look at the plan, then give --yes");
  return *answer;
}

}  // namespace sharebench::cli
