// The report as Markdown that pastes into a GitHub issue.
#pragma once

#include <string>

#include "harness/core/report.h"

namespace sharebench::report {

/// Banner, answer, tables, method, warnings, environment. Ends with a newline.
std::string render_markdown(const Report& report);

}  // namespace sharebench::report
