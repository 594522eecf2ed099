// The page: one HTML file that needs nothing else and can be checked against its own samples.
#pragma once

#include <string>

#include "harness/core/page_data.h"
#include "harness/core/report.h"
#include "harness/report/charts/chart.h"

namespace sharebench::report {

/// A page that asks the network for nothing: answer, verdicts, charts (each with a table that says
/// the same), figures, warnings, environment, method, and the run file itself (of `data`,
/// compressed) to be saved. Elements that hold a figure name it in `data-figure`.
/// `options.width` is without meaning here: a page takes the room that it finds.
std::string render_html(const Report& report, const PageData& data, const ChartOptions& options);

/// The same in English, under the report's own title, with nothing to explore and to save.
std::string render_html(const Report& report);

}  // namespace sharebench::report
