// Charts as files: SVG by vega under node, PNG from it by rsvg-convert.
#pragma once

#include <string>
#include <vector>

#include "harness/report/charts/chart.h"
#include "harness/sys/command_runner.h"

namespace sharebench::report {

/// The SVG of every chart, drawn by one node process from what the program has inside. The same
/// specs give the same bytes. Throws EnvironmentError when node is missing or too old.
std::vector<std::string> draw_svg(sys::CommandRunner& runner, const std::vector<Chart>& charts);

/// An SVG as PNG with two pixels for each of its own. Throws EnvironmentError when rsvg-convert is
/// missing.
std::string draw_png(sys::CommandRunner& runner, const std::string& svg);

}  // namespace sharebench::report
