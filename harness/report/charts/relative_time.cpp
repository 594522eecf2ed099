// Relative time: the question that most readers come with.
#include "harness/report/charts/relative_time.h"

#include <fmt/format.h>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"
#include "harness/report/charts/dot_plot.h"
#include "harness/report/charts/shares.h"
#include "harness/report/charts/words.h"
#include "harness/report/figure_text.h"

namespace sharebench::report {
namespace {

const Comparison* comparison_of(const Report& report, const Summary& row) {
  for (const Comparison& comparison : report.comparisons) {
    if (comparison.workload == row.workload && comparison.candidate == row.share &&
        comparison.pace_s == row.pace_s) {
      return &comparison;
    }
  }
  return nullptr;
}

Dot ratio_dot(const Report& report, const Summary& row, const std::string& lang) {
  Dot dot = {.panel = row.workload, .name = row.share, .kind = share_index(report, row.share)};
  dot.n = row.seconds.n;
  const Comparison* comparison = comparison_of(report, row);
  if (comparison) {
    dot.value = comparison->ratio.value;
    dot.low = comparison->ratio.low;
    dot.high = comparison->ratio.high;
    dot.n = comparison->ratio.n;
    dot.figure = ratio_text(comparison->ratio, lang);
  } else if (row.seconds.n == 0) {
    dot.figure = failed_text(row, lang);
  } else if (is_baseline(report.run, row.share)) {
    dot.value = dot.low = dot.high = 1;
    dot.figure = say(lang, "baseline");
  } else {
    dot.figure = say(lang, "no block in common with the baseline");
  }
  return dot;
}

Chart ratio_chart(const Report& report, const ChartOptions& options, double pace_s) {
  const std::string& lang = options.lang;
  DotPlot plot;
  for (const Summary& row : report.summaries) {
    if (row.pace_s != pace_s) continue;
    plot.dots.push_back(ratio_dot(report, row, lang));
  }
  std::vector<double> values = values_of(plot.dots);
  values.push_back(1);
  const Columns columns = columns_for(plot.dots, options);
  plot.axis = log_axis(
      values, {.title = say(lang, "time over the baseline's, logarithmic (lower is better)"),
               .format = ratio_tick,
               .plot_px = columns.plot,
               .font_px = sizes_of(options.theme).label});
  plot.reference = 1;
  Frame frame = {.id = "relative_time" + pace_suffix(pace_s),
                 .title = say(lang, "Relative time{}", pace_words(pace_s, lang)),
                 .columns = columns};
  frame.subtitle = {say(lang,
                        "Time of each share over that of {}; dots are estimates, bars their 95 % "
                        "intervals, hollow dots have none.",
                        baseline_name(report, lang)),
                    say(lang, "{}. Lower is better.", n_text(report, pace_s, lang))};
  frame.summary = fmt::format("{}: {}", frame.title, dots_sentence(plot.dots, lang));
  frame.origin = origin_of(report, true, pace_s, lang);
  Chart chart = framed(frame, options, dot_panels(plot, columns, options));
  chart.columns = {say(lang, "workload"), say(lang, "share"), say(lang, "time over the baseline's"),
                   say(lang, "blocks")};
  chart.rows = dot_rows(plot.dots);
  return chart;
}

}  // namespace

std::vector<Chart> relative_time(const Report& report, const ChartOptions& options) {
  std::vector<Chart> all;
  if (report.comparisons.empty()) return all;
  for (const double pace_s : paces(report)) all.push_back(ratio_chart(report, options, pace_s));
  return all;
}

}  // namespace sharebench::report
