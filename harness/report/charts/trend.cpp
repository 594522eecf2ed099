// The ratio to a pinned reference: what moved is the share, not the machine.
#include "harness/report/charts/trend.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/core/units.h"
#include "harness/report/charts/lines.h"
#include "harness/report/charts/text.h"
#include "harness/report/charts/words.h"
#include "harness/report/figure_text.h"

namespace sharebench::report {
namespace {

std::string day_of(const std::string& started) {
  return clean(started.substr(0, 10));
}

std::string change_text(double before, double after) {
  const double change = after / before - 1;
  return (change > 0 ? "+" : "-") + format_percent(std::fabs(change));
}

Axis night_axis(const std::vector<TrendNight>& nights, const Columns& columns,
                const ChartOptions& options) {
  const double font = sizes_of(options.theme).label;
  Axis axis;
  axis.low = -0.5;
  axis.high = double(nights.size()) - 0.5;
  axis.title = say(options.lang, "day of the run (UTC), one step a night");
  const double label = text_width("2026-12-31", font) + 24;
  const auto step = std::max<std::size_t>(
      1, static_cast<std::size_t>(std::ceil(double(nights.size()) * label / columns.plot)));
  for (std::size_t i = 0; i < nights.size(); i += step) {
    axis.ticks.push_back(double(i));
    axis.labels.push_back(day_of(nights[i].started));
  }
  return axis;
}

Axis ratio_axis(const TrendSeries& series, double height, const ChartOptions& options) {
  std::vector<double> values = {};
  for (const TrendNight& night : series.nights) {
    values.push_back(night.ratio.value);
    if (night.ratio.low) values.push_back(*night.ratio.low);
    if (night.ratio.high) values.push_back(*night.ratio.high);
  }
  return log_axis(values, {.title = say(options.lang, "{} over the reference's",
                                        words(options.lang, series.figure)),
                           .format = ratio_tick,
                           .plot_px = height * 2.5,
                           .font_px = sizes_of(options.theme).label});
}

struct Plot {
  Axis x{}, y{};
  Json x_channel(const char* field) const { return position(field, x, 0); }
  Json y_channel(const char* field) const { return position(field, y, extent); }
  double extent = 0;
};

Json nights_of(const TrendSeries& series, const Plot& plot, const std::string& lang) {
  Json values = Json::array();
  for (std::size_t i = 0; i < series.nights.size(); ++i) {
    const TrendNight& night = series.nights[i];
    values.push_back({{"night", i},
                      {"ratio", placed(plot.y, night.ratio.value)},
                      {"low", placed(plot.y, night.ratio.low.value_or(night.ratio.value))},
                      {"high", placed(plot.y, night.ratio.high.value_or(night.ratio.value))},
                      {"day", day_of(night.started)},
                      {"figure", ratio_text(night.ratio, lang)},
                      {"n", night.ratio.n}});
  }
  return {{"values", values}};
}

Json levels_of(const TrendSeries& series, const Plot& plot) {
  Json values = Json::array();
  for (std::size_t i = 0; i < series.levels.size(); ++i) {
    const TrendLevel& level = series.levels[i];
    values.push_back(
        {{"from", double(level.first) - 0.5},
         {"to", double(level.last) + 0.5},
         {"ratio", placed(plot.y, level.ratio)},
         {"change", i == 0 ? "" : change_text(series.levels[i - 1].ratio, level.ratio)}});
  }
  return {{"values", values}};
}

Json changes_of(const TrendSeries& series, const Plot& plot) {
  Json all = levels_of(series, plot), later = Json::array();
  for (std::size_t i = 1; i < all["values"].size(); ++i) later.push_back(all["values"][i]);
  return {{"values", later}};
}

Json layers_of(const TrendSeries& series, const Plot& plot, const std::string& lang) {
  const Json nights = nights_of(series, plot, lang);
  const Json tooltip = {{{"field", "day"}, {"type", "nominal"}, {"title", say(lang, "day")}},
                        {{"field", "figure"}, {"type", "nominal"}, {"title", say(lang, "ratio")}},
                        {{"field", "n"}, {"type", "nominal"}, {"title", say(lang, "blocks")}}};
  return {{{"data", changes_of(series, plot)},
           {"mark", {{"type", "rule"}, {"style", "reference"}, {"aria", false}}},
           {"encoding", {{"x", plot.x_channel("from")}}}},
          {{"data", nights},
           {"mark", {{"type", "rule"}, {"style", "night_interval"}, {"aria", false}}},
           {"encoding",
            {{"x", plot.x_channel("night")},
             {"y", plot.y_channel("low")},
             {"y2", {{"field", "high"}}}}}},
          {{"data", levels_of(series, plot)},
           {"mark", {{"type", "rule"}, {"style", "level"}, {"aria", false}}},
           {"encoding",
            {{"x", plot.x_channel("from")},
             {"x2", {{"field", "to"}}},
             {"y", plot.y_channel("ratio")}}}},
          {{"data", nights},
           {"mark", {{"type", "point"}, {"style", "night"}, {"filled", true}}},
           {"encoding",
            {{"x", plot.x_channel("night")},
             {"y", plot.y_channel("ratio")},
             {"description", {{"field", "figure"}, {"type", "nominal"}}},
             {"tooltip", tooltip}}}},
          {{"data", changes_of(series, plot)},
           {"mark", {{"type", "text"}, {"style", "change"}, {"dx", 5}, {"dy", 4}}},
           {"encoding",
            {{"x", plot.x_channel("from")},
             {"y", {{"value", 0}}},
             {"text", {{"field", "change"}, {"type", "nominal"}}}}}}};
}

std::string blocks_of(const TrendSeries& series, const std::string& lang) {
  const auto [least, most] = std::minmax_element(
      series.nights.begin(), series.nights.end(),
      [](const TrendNight& a, const TrendNight& b) { return a.ratio.n < b.ratio.n; });
  return least->ratio.n == most->ratio.n ? std::to_string(most->ratio.n)
                                         : say(lang, "{} to {}", least->ratio.n, most->ratio.n);
}

std::string changes_sentence(const TrendSeries& series, const std::string& lang) {
  if (series.levels.size() < 2) return say(lang, "No change was found.");
  const TrendLevel &before = series.levels[series.levels.size() - 2], &after = series.levels.back();
  return say(lang, "Changes found: {}, the last of {} on {}.", series.levels.size() - 1,
             change_text(before.ratio, after.ratio), day_of(series.nights[after.first].started));
}

Origin origin(const TrendSeries& series, const std::string& lang) {
  Origin origin = {.hardware = series.hardware || !series.timed, .source = series.source};
  origin.measured =
      series.hardware ? say(lang, "Measured on hardware.")
      : series.timed
          ? say(lang,
                "EMULATED, not hardware: the time of an emulated guest says nothing about "
                "the time of hardware.")
          : say(lang,
                "Counted in an EMULATED guest: round trips and their ratios carry over to "
                "hardware.");
  return origin;
}

}  // namespace

Chart trend(const TrendSeries& series, int number, const ChartOptions& options) {
  const Sizes sizes = sizes_of(options.theme);
  const std::string& lang = options.lang;
  const double height = sizes.step * 9;
  Frame frame = {.id = fmt::format("trend_{}", number),
                 .title = series.name,
                 .columns = line_columns({"0.0001x"}, options)};
  Plot plot = {.x = night_axis(series.nights, frame.columns, options),
               .y = ratio_axis(series, height, options),
               .extent = frame.columns.left - 16};
  frame.subtitle = {
      say(lang,
          "n\u00a0=\u00a0{} nights of {} blocks each; thin bars are 95 % intervals, thick "
          "lines the level between changes. Lower is better.",
          series.nights.size(), series.nights.empty() ? "0" : blocks_of(series, lang)),
      changes_sentence(series, lang)};
  frame.summary = say(lang, "{}, {} nights: {}", series.name, series.nights.size(),
                      changes_sentence(series, lang));
  frame.origin = origin(series, lang);
  Chart chart = framed(frame, options,
                       {{{"width", frame.columns.plot},
                         {"height", height},
                         {"layer", layers_of(series, plot, lang)}}});
  chart.columns = {say(lang, "day"), say(lang, "run"), say(lang, "ratio"), say(lang, "blocks")};
  for (const TrendNight& night : series.nights) {
    chart.rows.push_back({day_of(night.started), clean(night.run), ratio_text(night.ratio, lang),
                          std::to_string(night.ratio.n)});
  }
  return chart;
}

}  // namespace sharebench::report
