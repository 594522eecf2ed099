// The verdict of a family on the terminal and as JSON: the same for regress and compare.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "harness/cli/command.h"
#include "harness/core/report.h"
#include "harness/stats/family.h"

namespace sharebench::cli {

/// The row of --undecided.
Option undecided_option();

/// What --undecided says. Throws UsageError for anything but pass and fail.
stats::UndecidedAs undecided_as(const Arguments& arguments);

/// The arms as they were found, every verdict, `note` (what it would take where one is open, or
/// what limits the answer; may be empty), the answer last.
std::string verdict_text(const Report& report, const std::string& note);

/// The same as an object, with the exit code that it leads to.
nlohmann::json verdict_json(const Report& report, ExitCode code);

}  // namespace sharebench::cli
