// From a series of the history to what the trend chart asks for.
#include "harness/cli/history_trend_charts.h"

#include <cmath>

#include "harness/cli/chart_files.h"
#include "harness/cli/history_trend.h"
#include "harness/report/charts/trend.h"
#include "harness/report/charts/words.h"
#include "harness/stats/block_ratio.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::cli {
namespace {

/// One level for each stretch between changes; without a change, the median of all nights.
std::vector<report::TrendLevel> levels_of(const Trend& trend) {
  std::vector<report::TrendLevel> levels;
  const std::size_t last = trend.nights.size() - 1;
  if (trend.changes.empty()) return {{0, last, std::exp(stats::median(trend.log_ratios))}};
  std::size_t first = 0;
  for (const stats::Change& change : trend.changes) {
    const auto next = static_cast<std::size_t>(change.night);
    levels.push_back({first, next - 1, std::exp(change.before)});
    first = next;
  }
  levels.push_back({first, last, std::exp(trend.changes.back().after)});
  return levels;
}

report::TrendSeries chart_series(const Trend& trend, const std::string& address,
                                 const std::string& lang) {
  const history::Series& of = trend.of.series;
  report::TrendSeries series = {.name = series_text(of, lang)};
  series.timed = of.figure == "time";
  series.figure = series.timed ? "time" : "serial round trips";
  series.hardware = of.measured_on == "hardware";
  for (const history::Night& night : trend.nights) {
    series.nights.push_back(
        {night.started, stats::ratio_estimate(night.block_log_ratios), night.run});
  }
  series.levels = levels_of(trend);
  series.source = report::say(lang, "Source: {}, runs {} to {}; {}", address,
                              trend.nights.front().run, trend.nights.back().run, drawn_by());
  return series;
}

}  // namespace

void draw_trends(history::History& history, const Arguments& arguments) {
  const report::ChartOptions options = chart_options(arguments);
  std::vector<report::Chart> charts;
  for (const history::KnownSeries& one : shown_series(history, arguments)) {
    const Trend trend = read_trend(history, one);
    if (trend.nights.empty()) continue;
    const int number = static_cast<int>(charts.size()) + 1;
    charts.push_back(
        report::trend(chart_series(trend, history.address(), options.lang), number, options));
  }
  World world(arguments);
  write_charts(charts, arguments, world);
}

}  // namespace sharebench::cli
