// --svg, --png and how charts are to look: the same options for every command that has charts.
#pragma once

#include <string>
#include <vector>

#include "harness/cli/command.h"
#include "harness/cli/world.h"
#include "harness/report/charts/chart.h"

namespace sharebench::cli {

/// --svg, --png, --theme, --width, --title, --lang; `action` goes before their help: "check: ".
std::vector<Option> chart_file_options(const std::string& action);

/// True when charts are to be written.
bool wants_charts(const Arguments& arguments);

/// Throws UsageError for a theme, width or language that there is not.
report::ChartOptions chart_options(const Arguments& arguments);

/// Draws and writes them as DIR/<id>.svg and DIR/<id>.png. Throws EnvironmentError.
void write_charts(const std::vector<report::Chart>& charts, const Arguments& arguments,
                  World& world);

/// "sharebench X.Y.Z (commit)": the end of a source line of charts that are not of a run.
std::string drawn_by();

}  // namespace sharebench::cli
