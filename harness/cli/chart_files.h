// --svg, --png and how charts are to look: the same options for every command that has charts.
#pragma once

#include <vector>

#include "harness/cli/command.h"
#include "harness/report/charts/chart.h"

namespace sharebench::cli {

/// --svg, --png, --theme, --width, --title, --lang.
std::vector<Option> chart_file_options();

/// True when charts are to be written.
bool wants_charts(const Arguments& arguments);

/// Throws UsageError for a theme, width or language that there is not.
report::ChartOptions chart_options(const Arguments& arguments);

/// Draws and writes them as DIR/<id>.svg and DIR/<id>.png. Throws EnvironmentError.
void write_charts(const std::vector<report::Chart>& charts, const Arguments& arguments);

}  // namespace sharebench::cli
