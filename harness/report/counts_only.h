// Shares that a reader would miss among serial round trips: counted, but not to be held.
#pragma once

#include <string>
#include <vector>

#include "harness/core/report.h"

namespace sharebench::report {

/// Unpaced summaries with a count of round trips but no slope, where others have one: the lab can
/// hold the round trips of vboxsf and NFS only. Empty where nothing was paced.
std::vector<Summary> counts_only(const Report& report);

/// "counts only: 400 round trips".
std::string counts_only_text(const Summary& summary, const std::string& lang = "en");

}  // namespace sharebench::report
