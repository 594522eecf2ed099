// Absolute time: what a person waits, where it was measured on hardware.
#include "harness/report/charts/absolute_time.h"

#include <fmt/format.h>

#include "harness/core/units.h"
#include "harness/report/charts/dot_plot.h"
#include "harness/report/charts/shares.h"
#include "harness/report/charts/words.h"
#include "harness/report/figure_text.h"

namespace sharebench::report {
namespace {

Dot time_dot(const Report& report, const Summary& row, const std::string& lang) {
  Dot dot = {.panel = row.workload, .name = row.share, .kind = share_index(report, row.share)};
  dot.n = row.seconds.n;
  dot.figure = row.seconds.n > 0 ? seconds_text(row.seconds, lang) : failed_text(row, lang);
  if (row.seconds.n == 0) return dot;
  dot.value = row.seconds.value;
  dot.low = row.seconds.low;
  dot.high = row.seconds.high;
  return dot;
}

Chart time_chart(const Report& report, const ChartOptions& options, double pace_s) {
  const std::string& lang = options.lang;
  DotPlot plot;
  for (const Summary& row : report.summaries) {
    if (row.pace_s == pace_s) plot.dots.push_back(time_dot(report, row, lang));
  }
  const Columns columns = columns_for(plot.dots, options);
  plot.axis = log_axis(values_of(plot.dots),
                       {.title = say(lang, "time of one sample, logarithmic (lower is better)"),
                        .format = format_seconds,
                        .plot_px = columns.plot,
                        .font_px = sizes_of(options.theme).label});
  Frame frame = {.id = "absolute_time" + pace_suffix(pace_s),
                 .title = say(lang, "Time{}", pace_words(pace_s, lang)),
                 .columns = columns};
  frame.subtitle = {
      say(lang,
          "Median time of a sample by block, then over blocks; bars are 95 % intervals, hollow "
          "dots have none."),
      say(lang, "{}. Lower is better.", n_text(report, pace_s, lang))};
  frame.summary = fmt::format("{}: {}", frame.title, dots_sentence(plot.dots, lang));
  frame.origin = origin_of(report, true, pace_s, lang);
  Chart chart = framed(frame, options, dot_panels(plot, columns, options));
  chart.columns = {say(lang, "workload"), say(lang, "share"), say(lang, "time of a sample"),
                   say(lang, "blocks")};
  chart.rows = dot_rows(plot.dots);
  return chart;
}

}  // namespace

std::vector<Chart> absolute_time(const Report& report, const ChartOptions& options) {
  std::vector<Chart> all;
  for (const double pace_s : paces(report)) all.push_back(time_chart(report, options, pace_s));
  return all;
}

}  // namespace sharebench::report
