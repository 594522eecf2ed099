// The report of a run, with its times explained where it measured what operations cost.
#pragma once

#include "harness/core/report.h"
#include "harness/core/run.h"

namespace sharebench::cli {

/// stats::build_report(), and the explanation of a run that holds costs. Throws as that does.
Report explained_report(Run run);

}  // namespace sharebench::cli
