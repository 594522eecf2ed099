// A slope, not a time: it holds wherever the same program talks to the same server.
#include "harness/report/charts/serial_round_trips.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/units.h"
#include "harness/report/charts/dot_plot.h"
#include "harness/report/charts/shares.h"
#include "harness/report/charts/words.h"
#include "harness/report/counts_only.h"
#include "harness/report/figure_text.h"

namespace sharebench::report {
namespace {

Dot dot_of(const Report& report, const SerialRoundTrips& row, const std::string& lang) {
  Dot dot = {.panel = row.workload, .name = row.share, .kind = share_index(report, row.share)};
  dot.figure = serial_text(row, lang);
  dot.n = row.slope.n;
  dot.value = row.waits ? row.slope.value : 0;
  if (row.waits) {
    dot.low = row.slope.low;
    dot.high = row.slope.high;
  }
  return dot;
}

/// What is shown, with the least and the greatest pace.
std::string method_text(const Report& report, const std::string& lang) {
  double low = report.serial.front().pace_low_s, high = report.serial.front().pace_high_s;
  for (const SerialRoundTrips& row : report.serial) {
    low = std::min(low, row.pace_low_s);
    high = std::max(high, row.pace_high_s);
  }
  return say(lang,
             "How much longer a sample takes when every round trip is held longer, between {} and "
             "{}: the round trips that follow one another.",
             format_seconds(low), format_seconds(high));
}

}  // namespace

std::vector<Chart> serial_round_trips(const Report& report, const ChartOptions& options) {
  if (report.serial.empty()) return {};
  const std::string& lang = options.lang;
  DotPlot plot;
  for (const SerialRoundTrips& row : report.serial) plot.dots.push_back(dot_of(report, row, lang));
  for (const Summary& row : counts_only(report)) {
    plot.dots.push_back({.panel = row.workload,
                         .name = row.share,
                         .kind = share_index(report, row.share),
                         .figure = counts_only_text(row, lang),
                         .n = row.seconds.n});
  }
  const Columns columns = columns_for(plot.dots, options);
  plot.axis =
      log_axis(values_of(plot.dots),
               {.title = say(lang, "serial round trips in a sample, logarithmic (lower is better)"),
                .format = format_count,
                .plot_px = columns.plot,
                .font_px = sizes_of(options.theme).label});
  Frame frame = {.id = "serial_round_trips",
                 .title = say(lang, "Round trips that are waited for"),
                 .columns = columns};
  frame.subtitle = {method_text(report, lang),
                    say(lang, "n\u00a0=\u00a0{} blocks; bars are 95 % intervals. Lower is better.",
                        blocks_text(plot.dots, lang))};
  frame.summary = fmt::format("{}: {}", frame.title, dots_sentence(plot.dots, lang));
  frame.origin = origin_of(report, false, 0, lang);
  Chart chart = framed(frame, options, dot_panels(plot, columns, options));
  chart.columns = {say(lang, "workload"), say(lang, "share"), say(lang, "serial round trips"),
                   say(lang, "blocks")};
  chart.rows = dot_rows(plot.dots);
  return {chart};
}

}  // namespace sharebench::report
