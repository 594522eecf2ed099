// The report for a terminal.
#pragma once

#include <string>

#include "harness/core/report.h"

namespace sharebench::report {

struct ConsoleStyle {
  bool color = false;  ///< ANSI colours; the caller decides (terminal, NO_COLOR)
  int width = 100;     ///< columns; bars are drawn where there is room for them
};

/// Answer, banner, one table a question, warnings. Ends with a newline.
std::string render_console(const Report& report, const ConsoleStyle& style);

/// The same without colour at 100 columns, the row of reporters().
std::string render_console(const Report& report);

}  // namespace sharebench::report
