// Which predictions become which bars.
#include "harness/report/charts/explained_time.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

#include "harness/core/units.h"
#include "harness/report/charts/shares.h"
#include "harness/report/charts/stacked_bars.h"
#include "harness/report/charts/text.h"
#include "harness/report/figure_text.h"

namespace sharebench::report {
namespace {

constexpr double kNamePx = 240;
constexpr const char* kMeasured = "measured";
const StackWords kWords = {"part of the time", "time", format_seconds, 1e-9};

Stack predicted(const Prediction& row) {
  Stack stack = {.panel = row.workload, .name = row.share + ", predicted"};
  stack.figure = seconds_text(row.predicted_s);
  for (const PredictedPart& part : row.parts) {
    stack.parts.emplace_back(part.name, part.seconds);
    stack.total += part.seconds;
  }
  return stack;
}

Stack measured(const Prediction& row) {
  return {.panel = row.workload,
          .name = row.share + ", measured",
          .total = row.measured_s.value,
          .parts = {{kMeasured, row.measured_s.value}},
          .figure = seconds_text(row.measured_s)};
}

std::vector<std::string> table_row(const Prediction& row) {
  const bool known = row.measured_s.n > 0;
  std::vector<std::pair<std::string, double>> counts;
  for (const PredictedPart& part : row.parts) {
    if (part.count > 0) counts.emplace_back(part.name, part.count);
  }
  return {clean(row.workload),
          clean(row.share),
          seconds_text(row.predicted_s),
          known ? seconds_text(row.measured_s) : "not measured",
          known ? leftover_text(row.leftover) : "unknown",
          fmt::format("{}", row.predicted_s.n),
          clean(kinds_text(counts)),
          clean(row.counted_by)};
}

std::string sentence(const Prediction& row) {
  std::string text =
      fmt::format("{} on {} is predicted to take {}", shortened(row.workload, kNamePx, 12),
                  shortened(row.share, kNamePx, 12), seconds_text(row.predicted_s));
  if (row.measured_s.n > 0) {
    text += fmt::format(" and took {}, which leaves {} over", seconds_text(row.measured_s),
                        leftover_text(row.leftover));
  }
  return text;
}

Chart chart_of(const Report& report, const ChartOptions& options, double pace_s) {
  const Explanation& explanation = *report.explanation;
  std::vector<Stack> stacks;
  std::vector<std::vector<std::string>> rows;
  std::string first;
  for (const Prediction& row : explanation.predictions) {
    if (row.pace_s != pace_s) continue;
    if (rows.empty()) first = sentence(row);
    stacks.push_back(predicted(row));
    if (row.measured_s.n > 0) stacks.push_back(measured(row));
    rows.push_back(table_row(row));
  }
  const bool carried = explanation.costs_of != report.run.id;
  Frame frame = {
      .id = "explained_time" + pace_suffix(pace_s),
      .title = (carried ? "Time predicted by the costs of another run" : "Time explained") +
               pace_words(pace_s)};
  frame.subtitle = {
      carried
          ? fmt::format("A PREDICTION: round trips counted in this run, costs measured in run "
                        "{}. Times need not be what that place would take.",
                        clean(explanation.costs_of))
          : "Counts of round trips times what one of each kind costs, measured on the same share "
            "by other work, and what the program computes; each workload has its own scale.",
      fmt::format("n\u00a0=\u00a0{} blocks; intervals are 95 %, over blocks. Lower is better.",
                  rows.empty() ? "0" : rows.front()[5])};
  frame.summary = fmt::format("{}: {}; {} more in the table.", frame.title, first, rows.size() - 1);
  frame.columns = stack_columns(stacks, options);
  frame.origin = origin_of(report, true, pace_s);
  Chart chart = framed(frame, options, stack_panels(stacks, frame.columns, kWords, options));
  chart.columns = {"workload",  "share",  "predicted",   "measured",
                   "left over", "blocks", "round trips", "counted by"};
  chart.rows = std::move(rows);
  return chart;
}

}  // namespace

std::vector<Chart> explained_time(const Report& report, const ChartOptions& options) {
  std::vector<Chart> all;
  if (!report.explanation) return all;
  std::set<double> paces;
  for (const Prediction& row : report.explanation->predictions) paces.insert(row.pace_s);
  for (const double pace_s : paces) all.push_back(chart_of(report, options, pace_s));
  return all;
}

}  // namespace sharebench::report
