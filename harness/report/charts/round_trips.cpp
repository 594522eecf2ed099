// Which counts of a report become which bars.
#include "harness/report/charts/round_trips.h"

#include <algorithm>
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

using Parts = std::vector<std::pair<std::string, double>>;

constexpr double kKindNamePx = 240;

/// The parts with names short enough for a table; those that become the same are added up.
Parts short_parts(const Parts& parts) {
  Parts all;
  for (const auto& [kind, count] : parts) {
    const std::string name = shortened(kind, kKindNamePx, 12);
    const auto same =
        std::find_if(all.begin(), all.end(), [&](const auto& part) { return part.first == name; });
    if (same == all.end()) {
      all.emplace_back(name, count);
    } else {
      same->second += count;
    }
  }
  return all;
}

Chart kinds_chart(const std::vector<Stack>& stacks, Frame frame, const Report& report,
                  const ChartOptions& options) {
  const std::string& lang = options.lang;
  frame.columns = stack_columns(stacks, options);
  frame.origin = origin_of(report, false, 0, lang);
  const Stack& first = stacks.front();
  frame.summary =
      say(lang, "{}: {} on {} makes {}{}{}; {} more in the table.", frame.title,
          shortened(first.panel, kKindNamePx, 12), shortened(first.name, kKindNamePx, 12),
          first.figure, first.parts.empty() ? "" : say(lang, ", of which "),
          kinds_text(first.parts, lang), stacks.size() - 1);
  const StackWords words = {say(lang, "operation"), say(lang, "round trips"), format_count, 0.5};
  Chart chart = framed(frame, options, stack_panels(stacks, frame.columns, words, options));
  chart.columns = {say(lang, "workload"), say(lang, "share"), say(lang, "round trips"),
                   say(lang, "by operation")};
  chart.rows = stack_rows(stacks, lang);
  return chart;
}

Chart of_samples(const std::vector<Stack>& stacks, const Report& report,
                 const ChartOptions& options) {
  const std::string& lang = options.lang;
  Frame frame = {.id = "round_trips", .title = say(lang, "Round trips by operation")};
  frame.subtitle = {
      say(lang,
          "Requests from guest to host in one sample, counted; each workload has its own scale."),
      say(lang, "{}; medians, the range in brackets where samples differ. Fewer is better.",
          n_text(report, 0, lang))};
  return kinds_chart(stacks, frame, report, options);
}

Chart of_full_size(const std::vector<Stack>& stacks, const Report& report,
                   const ChartOptions& options) {
  const std::string& lang = options.lang;
  Frame frame = {.id = "round_trips_full_size", .title = say(lang, "Round trips at full size")};
  frame.subtitle = {
      say(lang, "Requests from guest to host, counted exactly; each workload has its own scale."),
      say(lang, "n\u00a0=\u00a01 sample for each bar, not timed. Fewer is better.")};
  return kinds_chart(stacks, frame, report, options);
}

}  // namespace

std::vector<Chart> round_trips(const Report& report, const ChartOptions& options) {
  std::vector<Stack> samples, full_size;
  for (const Summary& row : report.summaries) {
    if (row.pace_s > 0 || !row.round_trips) continue;
    samples.push_back({row.workload, row.share, *row.round_trips,
                       short_parts(row.round_trips_by_kind), round_trips_text(row, options.lang)});
  }
  for (const FullSizeCount& row : report.full_size) {
    full_size.push_back({row.workload, row.share, row.round_trips, short_parts(row.by_kind),
                         format_count(row.round_trips)});
  }
  std::vector<Chart> all;
  if (!samples.empty()) all.push_back(of_samples(samples, report, options));
  if (!full_size.empty()) all.push_back(of_full_size(full_size, report, options));
  return all;
}

}  // namespace sharebench::report
