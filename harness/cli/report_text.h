// From a report to the bytes of a file, with how they were made at their end: the one way for
// `report`, `run` and `verify`, so that what one writes another can make again.
#pragma once

#include <optional>
#include <string>

#include "harness/core/report.h"
#include "harness/report/charts/chart.h"
#include "harness/report/stamp.h"

namespace sharebench::cli {

/// What a report depends on besides its run file.
struct ReportOptions {
  report::ChartOptions charts{};
  std::string images{};  ///< Markdown: the folder of pictures it links to; empty: none
  std::string kind{};    ///< of those pictures: "png" or "svg"
  std::string chart{};   ///< SVG: which chart this is
};

/// The file of that format (a name of reporters()), stamped where it is HTML or Markdown.
std::string report_text(const Report& report, const std::string& format,
                        const ReportOptions& options);

/// The stamp of this program for these options.
report::Stamp stamp_of(const ReportOptions& options);

/// The options of a stamp; none when they cannot be read.
std::optional<ReportOptions> options_of(const report::Stamp& stamp);

}  // namespace sharebench::cli
