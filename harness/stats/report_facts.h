// What a report says of the machine and of its own weaknesses.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/core/report.h"

namespace sharebench::stats {

/// Rows of what was found: run, host, targets, shares as mounted, design, cold proofs.
std::vector<std::pair<std::string, std::string>> environment(const Run& run);

/// The run's own warnings and those that follow from its samples (few blocks, incomplete, short
/// samples), in words, none twice.
std::vector<std::string> warnings(const Run& run, const std::vector<Summary>& summaries);

}  // namespace sharebench::stats
