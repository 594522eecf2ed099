// Every chart, a row each; nothing else lists them.
#include <algorithm>
#include <utility>

#include "harness/core/run_rules.h"
#include "harness/report/charts/chart.h"
#include "harness/report/charts/relative_time.h"
#include "harness/report/charts/verdicts.h"

namespace sharebench::report {
namespace {

struct Row {
  std::vector<Chart> (*make)(const Report&, const ChartOptions&);
  bool carries_over;  ///< its figures hold on hardware, also when measured in an emulator
};

constexpr Row kRows[] = {
    {verdicts, true},
    {relative_time, false},
};

}  // namespace

std::vector<Chart> charts(const Report& report, const ChartOptions& options) {
  std::vector<Row> rows(std::begin(kRows), std::end(kRows));
  if (is_emulated(report.run) || report.judged_on_serial) {
    std::stable_partition(rows.begin(), rows.end(), [](const Row& row) { return row.carries_over; });
  }
  std::vector<Chart> all;
  for (const Row& row : rows) {
    for (Chart& chart : row.make(report, options)) all.push_back(std::move(chart));
  }
  return all;
}

}  // namespace sharebench::report
