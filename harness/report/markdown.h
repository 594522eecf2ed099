// The report as Markdown that pastes into a GitHub issue.
#pragma once

#include <string>

#include "harness/core/report.h"
#include "harness/report/charts/chart.h"

namespace sharebench::report {

/// Pictures of the charts that were drawn beside the text.
struct MarkdownImages {
  std::string folder{};  ///< as the text should link it; empty: no pictures
  std::string kind{};    ///< "png" or "svg"
  ChartOptions charts{};
};

/// Banner, answer, pictures, tables, warnings, environment, method as a footnote.
std::string render_markdown(const Report& report, const MarkdownImages& images);

/// The same without pictures. Ends with a newline.
std::string render_markdown(const Report& report);

}  // namespace sharebench::report
