// A slope, not a time: it holds wherever the same program talks to the same server.
#include "harness/report/charts/serial_round_trips.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/units.h"
#include "harness/report/charts/dot_plot.h"
#include "harness/report/charts/shares.h"
#include "harness/report/counts_only.h"
#include "harness/report/figure_text.h"

namespace sharebench::report {
namespace {

Dot dot_of(const Report& report, const SerialRoundTrips& row) {
  Dot dot = {.panel = row.workload, .name = row.share, .kind = share_index(report, row.share)};
  dot.figure = serial_text(row);
  dot.n = row.slope.n;
  dot.value = row.waits ? row.slope.value : 0;
  if (row.waits) {
    dot.low = row.slope.low;
    dot.high = row.slope.high;
  }
  return dot;
}

std::string pace_range(const Report& report) {
  double low = report.serial.front().pace_low_s, high = report.serial.front().pace_high_s;
  for (const SerialRoundTrips& row : report.serial) {
    low = std::min(low, row.pace_low_s);
    high = std::max(high, row.pace_high_s);
  }
  return fmt::format("{} and {}", format_seconds(low), format_seconds(high));
}

}  // namespace

std::vector<Chart> serial_round_trips(const Report& report, const ChartOptions& options) {
  if (report.serial.empty()) return {};
  DotPlot plot;
  for (const SerialRoundTrips& row : report.serial) plot.dots.push_back(dot_of(report, row));
  for (const Summary& row : counts_only(report)) {
    plot.dots.push_back({.panel = row.workload,
                         .name = row.share,
                         .kind = share_index(report, row.share),
                         .figure = counts_only_text(row),
                         .n = row.seconds.n});
  }
  const Columns columns = columns_for(plot.dots, options);
  plot.axis = log_axis(values_of(plot.dots),
                       {.title = "serial round trips in a sample, logarithmic (lower is better)",
                        .format = format_count,
                        .plot_px = columns.plot,
                        .font_px = sizes_of(options.theme).label});
  Frame frame = {
      .id = "serial_round_trips", .title = "Round trips that are waited for", .columns = columns};
  frame.subtitle = {
      fmt::format(
          "How much longer a sample takes when every round trip is held longer, between {}: "
          "the round trips that follow one another.",
          pace_range(report)),
      fmt::format("n\u00a0=\u00a0{} blocks; bars are 95 % intervals. Lower is better.",
                  blocks_text(plot.dots))};
  frame.summary = fmt::format("{}: {}", frame.title, dots_sentence(plot.dots));
  frame.origin = origin_of(report, false, 0);
  Chart chart = framed(frame, options, dot_panels(plot, columns, options));
  chart.columns = {"workload", "share", "serial round trips", "blocks"};
  chart.rows = dot_rows(plot.dots);
  return {chart};
}

}  // namespace sharebench::report
