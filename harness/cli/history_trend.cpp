// Trends: one line of table a series.
#include "harness/cli/history_trend.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "harness/core/units.h"
#include "harness/report/charts/words.h"
#include "harness/report/figure_text.h"
#include "harness/report/sparkline.h"
#include "harness/report/text_table.h"
#include "harness/stats/block_ratio.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::cli {
namespace {

using nlohmann::json;
using report::Align;
using report::say;

constexpr int kTrendLimit = 20, kSparkColumns = 30;

/// The level of the newest segment: after the last change, else the median of all.
double newest_level(const Trend& trend) {
  return trend.changes.empty() ? stats::median(trend.log_ratios) : trend.changes.back().after;
}

std::string change_text(const Trend& trend) {
  if (trend.changes.empty()) return "none";
  const stats::Change& last = trend.changes.back();
  const double size = std::exp(last.after - last.before) - 1;
  return fmt::format("{}{} on {}", size > 0 ? "+" : "-", format_percent(std::fabs(size)),
                     day_of(trend.nights[static_cast<std::size_t>(last.night)]));
}

std::string figure_name(const history::Series& series, const std::string& lang) {
  if (series.figure == "serial_round_trips") return say(lang, "serial round trips");
  return series.measured_on == "emulated" ? say(lang, "time (emulated)") : say(lang, "time");
}

std::vector<std::string> row_of(const Trend& trend) {
  const history::Series& series = trend.of.series;
  std::vector<std::string> row = {
      series.workload, fmt::format("{} ({})", series.share, series.target), series.reference_share,
      figure_name(series, "en"), std::to_string(trend.nights.size())};
  if (trend.nights.empty()) {
    row.insert(row.end(), {"no night has six blocks", "", "", ""});
    return row;
  }
  const history::Night& last = trend.nights.back();
  const Estimate ratio = stats::ratio_estimate(last.block_log_ratios);
  row.push_back(fmt::format("{} n={}", report::ratio_text(ratio), ratio.n));
  row.push_back(format_ratio(std::exp(newest_level(trend))));
  row.push_back(change_text(trend));
  row.push_back(report::sparkline(trend.log_ratios, kSparkColumns));
  return row;
}

json series_json(const history::Series& series) {
  return {{"host", series.host},
          {"measured_on", series.measured_on},
          {"workload", series.workload},
          {"figure", series.figure},
          {"target", series.target},
          {"share", series.share},
          {"reference_target", series.reference_target},
          {"reference_share", series.reference_share}};
}

json bound(const std::optional<double>& value) {
  return value ? json(*value) : json(nullptr);
}

json trend_json(const Trend& trend) {
  json nights = json::array(), changes = json::array();
  for (const history::Night& night : trend.nights) {
    const Estimate ratio = stats::ratio_estimate(night.block_log_ratios);
    nights.push_back({{"run", night.run},
                      {"started", night.started},
                      {"file", night.file},
                      {"engine", night.engine},
                      {"ratio", ratio.value},
                      {"lower", bound(ratio.low)},
                      {"upper", bound(ratio.high)},
                      {"blocks", ratio.n}});
  }
  for (const stats::Change& change : trend.changes) {
    const history::Night& night = trend.nights[static_cast<std::size_t>(change.night)];
    changes.push_back({{"run", night.run},
                       {"started", night.started},
                       {"before", std::exp(change.before)},
                       {"after", std::exp(change.after)}});
  }
  json whole = series_json(trend.of.series);
  whole["nights"] = nights;
  whole["changes"] = changes;
  return whole;
}

void print_table(const std::vector<Trend>& trends) {
  std::vector<std::vector<std::string>> rows = {{"workload", "share", "against", "figure", "nights",
                                                 "last night", "level", "last change", "nights"}};
  const std::vector<Align> aligns = {Align::kLeft,  Align::kLeft,  Align::kLeft,
                                     Align::kLeft,  Align::kRight, Align::kLeft,
                                     Align::kRight, Align::kLeft,  Align::kLeft};
  for (const Trend& trend : trends) rows.push_back(row_of(trend));
  const std::vector<int> widths = report::column_widths(rows);
  for (const auto& row : rows) fmt::print("{}\n", report::text_row(row, widths, aligns));
}

}  // namespace

Trend read_trend(history::History& history, const history::KnownSeries& series) {
  Trend trend = {.of = series, .nights = history.nights(series.id, kMostNights)};
  for (const history::Night& night : trend.nights) {
    trend.log_ratios.push_back(stats::pseudomedian(night.block_log_ratios));
  }
  trend.changes = stats::find_changes(trend.log_ratios);
  return trend;
}

std::vector<Option> filter_options() {
  return {{"host", "NAME", "trend, alert: only results of this machine"},
          {"target", "T", "trend, alert: only this target"},
          {"share", "S", "trend, alert: only this share"},
          {"workload", "W", "trend, alert: only this workload, as in the run file"}};
}

std::vector<history::KnownSeries> asked_series(history::History& history,
                                               const Arguments& arguments) {
  const auto fits = [&](const char* option, const std::string& value) {
    return !arguments.has(option) || arguments.get(option) == value;
  };
  std::vector<history::KnownSeries> asked;
  for (const history::KnownSeries& one : history.series()) {
    const history::Series& series = one.series;
    if (fits("host", series.host) && fits("target", series.target) && fits("share", series.share) &&
        fits("workload", series.workload)) {
      asked.push_back(one);
    }
  }
  return asked;
}

std::vector<history::KnownSeries> shown_series(history::History& history,
                                               const Arguments& arguments) {
  std::vector<history::KnownSeries> series = asked_series(history, arguments);
  const int limit =
      arguments.has("limit")
          ? static_cast<int>(parse_integer(arguments.get("limit"), "--limit", 1, 100000))
          : kTrendLimit;
  if (series.size() > static_cast<std::size_t>(limit)) {
    series.resize(static_cast<std::size_t>(limit));
  }
  return series;
}

std::string series_text(const history::Series& series, const std::string& lang) {
  const std::string reference =
      series.reference_target == series.target
          ? series.reference_share
          : say(lang, "{} of {}", series.reference_share, series.reference_target);
  return say(lang, "{} on {} of {} against {}, {}, on host {}", series.workload, series.share,
             series.target, reference, figure_name(series, lang), series.host);
}

std::string day_of(const history::Night& night) {
  return night.started.substr(0, 10);
}

ExitCode print_trends(history::History& history, const Arguments& arguments) {
  const std::vector<history::KnownSeries> asked = asked_series(history, arguments);
  std::vector<Trend> trends;
  for (const history::KnownSeries& one : shown_series(history, arguments)) {
    trends.push_back(read_trend(history, one));
  }
  const std::size_t shown = trends.size();
  if (arguments.has("json")) {
    json all = json::array();
    for (const Trend& trend : trends) all.push_back(trend_json(trend));
    fmt::print("{}\n", json{{"series", all}, {"left_out", asked.size() - shown}}.dump(2));
  } else if (asked.empty()) {
    fmt::print("no series of {} is like that\n", history.address());
  } else {
    print_table(trends);
  }
  if (shown < asked.size()) {
    fmt::print(stderr,
               "{} more series; show them with --limit {}, or name one with --host, "
               "--target, --share, --workload\n",
               asked.size() - shown, asked.size());
  }
  return asked.empty() ? ExitCode::kCannotTell : ExitCode::kYes;
}

}  // namespace sharebench::cli
