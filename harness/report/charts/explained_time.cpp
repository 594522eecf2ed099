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
#include "harness/report/charts/words.h"
#include "harness/report/figure_text.h"

namespace sharebench::report {
namespace {

constexpr double kPartNamePx = 240;
constexpr const char* kTransfer = "transfer: ";

std::string part_name(const std::string& name, const std::string& lang) {
  if (name == "computing") return say(lang, "computing");
  if (name.rfind(kTransfer, 0) != 0) return name;
  return say(lang, "transfer: {}", name.substr(std::string(kTransfer).size()));
}

Stack predicted(const Prediction& row, const std::string& lang) {
  Stack stack = {.panel = row.workload, .name = say(lang, "{}, predicted", row.share)};
  stack.figure = seconds_text(row.predicted_s, lang);
  for (const PredictedPart& part : row.parts) {
    stack.parts.emplace_back(part_name(part.name, lang), part.seconds);
    stack.total += part.seconds;
  }
  return stack;
}

Stack measured(const Prediction& row, const std::string& lang) {
  return {.panel = row.workload,
          .name = say(lang, "{}, measured", row.share),
          .total = row.measured_s.value,
          .parts = {{say(lang, "measured"), row.measured_s.value}},
          .figure = seconds_text(row.measured_s, lang)};
}

std::vector<std::string> table_row(const Prediction& row, const std::string& lang) {
  const bool known = row.measured_s.n > 0;
  std::vector<std::pair<std::string, double>> counts;
  for (const PredictedPart& part : row.parts) {
    if (part.count > 0) counts.emplace_back(part_name(part.name, lang), part.count);
  }
  return {clean(row.workload),
          clean(row.share),
          seconds_text(row.predicted_s, lang),
          known ? seconds_text(row.measured_s, lang) : say(lang, "not measured"),
          known ? leftover_text(row.leftover, lang) : say(lang, "unknown"),
          fmt::format("{}", row.predicted_s.n),
          clean(kinds_text(counts, lang)),
          clean(row.counted_by)};
}

std::string sentence(const Prediction& row, const std::string& lang) {
  std::string text =
      say(lang, "{} on {} is predicted to take {}", shortened(row.workload, kPartNamePx, 12),
          shortened(row.share, kPartNamePx, 12), seconds_text(row.predicted_s, lang));
  if (row.measured_s.n > 0) {
    text += say(lang, " and took {}, which leaves {} over", seconds_text(row.measured_s, lang),
                leftover_text(row.leftover, lang));
  }
  return text;
}

Chart parts_chart(const Report& report, const ChartOptions& options, double pace_s) {
  const std::string& lang = options.lang;
  const Explanation& explanation = *report.explanation;
  std::vector<Stack> stacks;
  std::vector<std::vector<std::string>> rows;
  std::string first;
  for (const Prediction& row : explanation.predictions) {
    if (row.pace_s != pace_s) continue;
    if (rows.empty()) first = sentence(row, lang);
    stacks.push_back(predicted(row, lang));
    if (row.measured_s.n > 0) stacks.push_back(measured(row, lang));
    rows.push_back(table_row(row, lang));
  }
  const bool carried = explanation.costs_of != report.run.id;
  Frame frame = {.id = "explained_time" + pace_suffix(pace_s),
                 .title = carried ? say(lang, "Time predicted by the costs of another run{}",
                                        pace_words(pace_s, lang))
                                  : say(lang, "Time explained{}", pace_words(pace_s, lang))};
  frame.subtitle = {
      carried
          ? say(lang,
                "A PREDICTION: round trips counted in this run, costs measured in run "
                "{}. Times need not be what that place would take.",
                clean(explanation.costs_of))
          : say(lang,
                "Counts of round trips times what one of each kind costs, measured on the same "
                "share "
                "by other work, and what the program computes; each workload has its own scale."),
      say(lang, "n\u00a0=\u00a0{} blocks; intervals are 95 %, over blocks. Lower is better.",
          rows.empty() ? "0" : rows.front()[5])};
  frame.summary = say(lang, "{}: {}; {} more in the table.", frame.title, first, rows.size() - 1);
  frame.columns = stack_columns(stacks, options);
  frame.origin = origin_of(report, true, pace_s, lang);
  const StackWords words = {say(lang, "part of the time"), say(lang, "time"), format_seconds, 1e-9};
  Chart chart = framed(frame, options, stack_panels(stacks, frame.columns, words, options));
  chart.columns = {say(lang, "workload"),    say(lang, "share"),     say(lang, "predicted"),
                   say(lang, "measured"),    say(lang, "left over"), say(lang, "blocks"),
                   say(lang, "round trips"), say(lang, "counted by")};
  chart.rows = std::move(rows);
  return chart;
}

}  // namespace

std::vector<Chart> explained_time(const Report& report, const ChartOptions& options) {
  std::vector<Chart> all;
  if (!report.explanation) return all;
  std::set<double> paces;
  for (const Prediction& row : report.explanation->predictions) paces.insert(row.pace_s);
  for (const double pace_s : paces) all.push_back(parts_chart(report, options, pace_s));
  return all;
}

}  // namespace sharebench::report
