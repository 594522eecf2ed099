// What `guard` and `nfs` share: how steps, their taking and their undoing reach the user.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "harness/cli/command.h"
#include "harness/guard/steps.h"

namespace sharebench::cli {

/// An object a step, in order: kind, why, path and diff or command, root, place, undo.
nlohmann::ordered_json steps_to_json(const std::vector<guard::Step>& steps);

/// Prints what was done, a line each, or with --json one object with it; 0 when it was kept.
ExitCode print_applied(const guard::Applied& applied, const nlohmann::ordered_json& plan,
                       const Arguments& arguments);

/// --force and --without-vm.
guard::UndoOptions undo_options(const Arguments& arguments);

/// The differences that somebody else made since apply, on standard error.
void tell_changes(const std::vector<guard::FileChange>& changes);

/// What was taken back, a line each, or with --json one object; 1 when a command failed.
ExitCode print_undone(const guard::Undone& undone, const Arguments& arguments);

/// Asks on the terminal; --yes answers. Throws UsageError where nobody can be asked.
bool is_wanted(const std::string& question, const Arguments& arguments);

}  // namespace sharebench::cli
