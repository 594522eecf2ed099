// Every report format, a row each; nothing else lists them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/core/error.h"
#include "harness/report/benchstat.h"
#include "harness/report/console.h"
#include "harness/report/csv.h"
#include "harness/report/gbench_flat.h"
#include "harness/report/gbench_json.h"
#include "harness/report/html.h"
#include "harness/report/hyperfine.h"
#include "harness/report/junit.h"
#include "harness/report/markdown.h"
#include "harness/report/openmetrics.h"
#include "harness/report/reporter.h"

namespace sharebench::report {

const std::vector<Reporter>& reporters() {
  static const std::vector<Reporter> rows = {
      {"console", "the table that a run ends with, as plain text", render_console},
      {"html",
       "one page with charts, figures and the raw samples, to be opened or published anywhere",
       render_html},
      {"markdown", "answer, tables and environment to paste into a GitHub issue", render_markdown},
      {"csv", "one row a figure, with unit, interval and n (RFC 4180)", render_csv},
      {"gbench", "Google Benchmark JSON, one row a sample, for compare.py and its readers",
       render_gbench},
      {"gbench-flat", "Google Benchmark JSON, one row a name, for readers that take all rows alike",
       render_gbench_flat},
      {"hyperfine", "JSON as hyperfine exports it, for its scripts", render_hyperfine},
      {"benchstat", "Go's benchmark format, one line a sample, for benchstat", render_benchstat},
      {"openmetrics", "OpenMetrics text for Prometheus: ratios with bounds, sample times",
       render_openmetrics},
      {"junit", "JUnit XML for CI servers: a test case for each workload on each share",
       render_junit},
  };
  return rows;
}

const Reporter& find_reporter(const std::string& name) {
  std::vector<std::string> names;
  for (const Reporter& reporter : reporters()) {
    if (name == reporter.name) return reporter;
    names.emplace_back(reporter.name);
  }
  throw UsageError(fmt::format("there is no report format '{}'", name),
                   fmt::format("choose one of: {}", fmt::join(names, ", ")));
}

}  // namespace sharebench::report
