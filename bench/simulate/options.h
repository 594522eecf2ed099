// The few flags of the simulation.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/simulate/study.h"

namespace sharebench::simulate {

/// What --help prints.
std::string help();

/// Reads `--replicates N`, `--bars 2,3`, `--seed N`; nothing for `--help`. Throws UsageError for
/// anything else.
std::optional<Settings> parse(const std::vector<std::string>& arguments);

}  // namespace sharebench::simulate
