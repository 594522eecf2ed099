// What the actions of `sharebench guard` share: where the state comes from, how a verdict is
// printed.
#pragma once

#include <nlohmann/json.hpp>

#include "harness/cli/command.h"
#include "harness/cli/world.h"
#include "harness/guard/check.h"
#include "harness/guard/pf.h"

namespace sharebench::cli {

/// The folder of --captured; nothing with --pf-conf alone; else this machine is asked.
guard::Captured captured_of(const Arguments& arguments, World& world);

/// The packet filter of --pf-conf, or of what was captured. Throws DataError for a file that pfctl
/// would refuse.
guard::PfModel model_of(const Arguments& arguments, const guard::Captured& captured);

/// The options of `check` as a request.
guard::CheckRequest check_request(const Arguments& arguments);

/// The verdict in the form that docs/cli.md promises.
nlohmann::ordered_json json_of(const GuardState& state);

/// What `json_of` made; `file` is for messages. Throws DataError naming the field that is wrong.
GuardState guard_state_of(const nlohmann::json& json, const std::string& file);

/// The same from a file.
GuardState read_guard_state(const std::string& file);

/// 0 protected, 3 unknown, 1 otherwise.
ExitCode exit_code(GuardVerdict verdict);

/// `guard capture`.
ExitCode guard_capture(const Arguments& arguments, World& world);
/// `guard plan`.
ExitCode guard_plan(const Arguments& arguments, World& world);
/// `guard apply`.
ExitCode guard_apply(const Arguments& arguments, World& world);
/// `guard undo`.
ExitCode guard_undo(const Arguments& arguments, World& world);
/// `guard probe`.
ExitCode guard_probe(const Arguments& arguments, World& world);

}  // namespace sharebench::cli
