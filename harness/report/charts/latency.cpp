// Percentiles inside a sample, then their median over samples: four points of each distribution.
#include "harness/report/charts/latency.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/units.h"
#include "harness/report/charts/lines.h"
#include "harness/report/charts/shares.h"
#include "harness/report/charts/text.h"
#include "harness/report/charts/words.h"

namespace sharebench::report {
namespace {

struct Mark {
  const char* label;
  double Summary::*latency_s;
};

constexpr Mark kMarks[] = {{"50 %", &Summary::latency_p50_s},
                           {"90 %", &Summary::latency_p90_s},
                           {"99 %", &Summary::latency_p99_s},
                           {"slowest", &Summary::latency_max_s}};

bool has_latency(const Summary& row) {
  return row.pace_s == 0 && row.latency_max_s > 0;
}

std::string label_of(const Mark& mark, const std::string& lang) {
  return mark.label[0] == 's' ? words(lang, mark.label) : mark.label;
}

Axis marks_axis(const std::string& lang) {
  Axis axis;
  axis.low = -0.2;
  axis.high = 3.2;
  axis.title = say(lang, "share of operations");
  for (int i = 0; i < 4; ++i) {
    axis.ticks.push_back(i);
    axis.labels.push_back(label_of(kMarks[i], lang));
  }
  return axis;
}

std::vector<LinePanel> panels_of(const Report& report, const Columns& columns,
                                 const ChartOptions& options) {
  const std::string& lang = options.lang;
  std::vector<LinePanel> panels;
  for (const Summary& row : report.summaries) {
    if (!has_latency(row)) continue;
    LinePanel& panel = panel_of(panels, row.workload);
    panel.y = marks_axis(lang);
    for (int i = 0; i < 4; ++i) {
      const double at_s = row.*kMarks[i].latency_s;
      const std::string figure =
          i == 3 ? say(lang, "slowest operation: {}, {} samples", format_seconds(at_s), row.samples)
                 : say(lang, "{} of operations: {} or less, {} samples", kMarks[i].label,
                       format_seconds(at_s), row.samples);
      panel.points.push_back(
          {.x = at_s, .y = double(i), .share = share_index(report, row.share), .figure = figure});
    }
  }
  for (LinePanel& panel : panels) {
    std::vector<double> values;
    for (const LinePoint& point : panel.points) values.push_back(point.x);
    panel.x = log_axis(values,
                       {.title = say(lang, "took at most this long, logarithmic (lower is better)"),
                        .format = format_seconds,
                        .plot_px = columns.plot,
                        .font_px = sizes_of(options.theme).label});
  }
  return panels;
}

}  // namespace

std::vector<Chart> latency(const Report& report, const ChartOptions& options) {
  const std::string& lang = options.lang;
  const auto first = std::find_if(report.summaries.begin(), report.summaries.end(), has_latency);
  if (first == report.summaries.end()) return {};
  const Sizes sizes = sizes_of(options.theme);
  const Columns columns = line_columns({say(lang, "slowest")}, options);
  Frame frame = {
      .id = "latency", .title = say(lang, "Latency of one operation"), .columns = columns};
  frame.subtitle = {
      say(lang,
          "Percentiles inside a sample, median over samples (slowest: of all samples); the lines "
          "between them only lead the eye."),
      say(lang, "{}; no interval is computed for percentiles. Further left is better.",
          n_text(report, 0, lang))};
  frame.summary =
      say(lang, "{}: half of the operations of {} on {} took {} or less, the slowest {}.",
          frame.title, shortened(first->workload, 220, 12), shortened(first->share, 220, 12),
          format_seconds(first->latency_p50_s), format_seconds(first->latency_max_s));
  frame.origin = origin_of(report, true, 0, lang);
  const std::vector<LinePanel> panels = panels_of(report, columns, options);
  Chart chart = framed(frame, options,
                       line_panels(panels, share_names(report), columns, sizes.step * 6, options));
  chart.columns = {say(lang, "workload"), say(lang, "share")};
  for (const Mark& mark : kMarks) chart.columns.push_back(label_of(mark, lang));
  chart.columns.push_back(say(lang, "samples"));
  for (const Summary& row : report.summaries) {
    if (!has_latency(row)) continue;
    chart.rows.push_back({clean(row.workload), clean(row.share), format_seconds(row.latency_p50_s),
                          format_seconds(row.latency_p90_s), format_seconds(row.latency_p99_s),
                          format_seconds(row.latency_max_s), std::to_string(row.samples)});
  }
  return {chart};
}

}  // namespace sharebench::report
