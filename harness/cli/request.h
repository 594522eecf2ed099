// From the words of the command line to a Request.
#pragma once

#include "harness/cli/command.h"
#include "harness/core/request.h"

namespace sharebench::cli {

/// The options that say what to measure; `run` has them, later commands share them.
std::vector<Option> request_options();

/// Throws UsageError naming the option and the value.
Request make_request(const Arguments& arguments);

}  // namespace sharebench::cli
