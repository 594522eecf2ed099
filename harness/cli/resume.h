// Takes up an interrupted run file where it stopped.
#pragma once

#include <string>
#include <vector>

#include "harness/cli/command.h"
#include "harness/core/run.h"

namespace sharebench::cli {

struct TakenUp {
  Arguments arguments{};  ///< those that the run was begun with, under those given now
  Run run{};
};

/// The file of --resume for `command`, whose options `planning` decide the plan. Throws UsageError
/// when the file is complete, was begun by another command or version, or when one of `planning`
/// has another value now (a longer time budget is none); DataError when the file is broken.
TakenUp taken_up(const Arguments& arguments, const std::string& command,
                 const std::vector<Option>& planning);

}  // namespace sharebench::cli
