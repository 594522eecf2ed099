// A series of the history with what the statistics say of it: levels, changes, the newest night.
#pragma once

#include <string>
#include <vector>

#include "harness/cli/command.h"
#include "harness/core/comparison.h"
#include "harness/history/history.h"
#include "harness/stats/changepoint.h"

namespace sharebench::cli {

/// Nights that trends and alerts look back over, the most that the change points take.
inline constexpr int kMostNights = 400;

/// A change needs a segment of three nights on either side.
inline constexpr int kFewestNights = 6;

struct Trend {
  history::KnownSeries of{};
  std::vector<history::Night> nights{};  ///< oldest first
  std::vector<double> log_ratios{};      ///< of each night
  std::vector<stats::Change> changes{};
};

/// The last kMostNights nights of `series`, with their changes.
Trend read_trend(history::History& history, const history::KnownSeries& series);

/// --host, --target, --share, --workload.
std::vector<Option> filter_options();

/// The series that the filters leave, the one with the newest run first.
std::vector<history::KnownSeries> asked_series(history::History& history,
                                               const Arguments& arguments);

/// The first of them, as many as --limit says.
std::vector<history::KnownSeries> shown_series(history::History& history,
                                               const Arguments& arguments);

/// "small_files on virtiofs of docker:desktop-linux against disk (mac1)" in a language of charts.
std::string series_text(const history::Series& series, const std::string& lang = "en");

/// "2026-11-20", the day of an ISO time.
std::string day_of(const history::Night& night);

/// `history trend`: a table with a sparkline a series, or JSON.
ExitCode print_trends(history::History& history, const Arguments& arguments);

}  // namespace sharebench::cli
