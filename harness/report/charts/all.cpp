// Every chart of a report, a row each; nothing else lists them.
#include <algorithm>
#include <iterator>
#include <utility>

#include "harness/core/run_rules.h"
#include "harness/report/charts/absolute_time.h"
#include "harness/report/charts/blocks.h"
#include "harness/report/charts/chart.h"
#include "harness/report/charts/explained_time.h"
#include "harness/report/charts/guard_matrix.h"
#include "harness/report/charts/latency.h"
#include "harness/report/charts/relative_time.h"
#include "harness/report/charts/round_trips.h"
#include "harness/report/charts/serial_round_trips.h"
#include "harness/report/charts/verdicts.h"

namespace sharebench::report {
namespace {

struct Row {
  std::vector<Chart> (*make)(const Report&, const ChartOptions&);
  bool carries_over;  ///< its figures hold on hardware, also when measured in an emulator
};

std::vector<Chart> guard_of_report(const Report& report, const ChartOptions& options) {
  if (!report.guard) return {};
  return {guard_matrix(*report.guard, origin_of(report, false, 0, options.lang).source, options)};
}

constexpr Row kRows[] = {
    {relative_time, false},     {absolute_time, false}, {verdicts, true},
    {serial_round_trips, true}, {round_trips, true},    {explained_time, false},
    {latency, false},           {blocks, false},        {guard_of_report, true},
};

}  // namespace

std::vector<Chart> charts(const Report& report, const ChartOptions& options) {
  std::vector<Row> rows(std::begin(kRows), std::end(kRows));
  if (is_emulated(report.run) || report.judged_on_serial) {
    std::stable_partition(rows.begin(), rows.end(),
                          [](const Row& row) { return row.carries_over; });
  }
  std::vector<Chart> all;
  for (const Row& row : rows) {
    for (Chart& chart : row.make(report, options)) all.push_back(std::move(chart));
  }
  return all;
}

}  // namespace sharebench::report
