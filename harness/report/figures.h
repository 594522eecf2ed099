// The figures that stand in a finished report, by name: what `verify` compares.
#pragma once

#include <string>
#include <vector>

namespace sharebench::report {

enum class ReportKind { kHtml, kSvg, kMarkdown, kCsv };

/// What kind of report `text` is, from its beginning. Throws DataError when it is none of ours.
ReportKind kind_of(const std::string& text);

/// A figure as it is printed: in HTML and SVG an element with `data-figure`, in CSV a field, in
/// Markdown a cell of a table or the answer.
struct Figure {
  std::string name{};
  std::string text{};
};

/// All figures in order. A name that comes again gets " (2)" and so on, so that names are unique.
std::vector<Figure> figures_of(ReportKind kind, const std::string& text);

}  // namespace sharebench::report
