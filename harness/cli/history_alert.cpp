// What is new among the changes, and who decides it.
#include "harness/cli/history_alert.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <future>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>
#include <utility>

#include "harness/cli/history_trend.h"
#include "harness/core/units.h"
#include "harness/stats/signed_rank.h"
#include "harness/sys/command_runner.h"
#include "harness/sys/interrupt.h"

namespace sharebench::cli {
namespace {

using history::KnownSeries;
using history::Night;
using history::Series;
using nlohmann::json;

constexpr const char* kSwapCommand = "./install.sh";  // the user's own

/// A change that is new, with all that is said of it.
struct News {
  Series series{};
  Night before{}, night{};  ///< the last night of the old level, the first of the new one
  double before_ratio = 0, after_ratio = 0;
};

/// Seconds of an emulated guest are noise to anybody but the machine that emulates.
bool is_followed(const Series& series) {
  return series.figure != "time" || series.measured_on != "emulated";
}

/// Runs whose change was reported before, by series.
using Reported = std::map<long long, std::set<long long>>;

Reported reported_before(history::History& history) {
  Reported reported;
  for (const history::Alert& alert : history.alerts()) {
    reported[alert.series].insert(alert.night);
  }
  return reported;
}

/// Places among `nights` of the changes of `series` that were reported before.
std::vector<int> known_nights(const Reported& reported, long long series,
                              const std::vector<history::NightRatios>& nights) {
  std::vector<int> known;
  const auto runs = reported.find(series);
  if (runs == reported.end()) return known;
  for (std::size_t i = 0; i < nights.size(); ++i) {
    if (runs->second.count(nights[i].id) != 0) known.push_back(static_cast<int>(i));
  }
  return known;
}

/// What alert has found so far.
struct Found {
  std::vector<News> news{};
  std::vector<history::Alert> alerts{};  ///< the same, as the history keeps them
  std::vector<KnownSeries> looked{};
};

/// A series with what its nights say.
struct Judged {
  KnownSeries series{};
  std::vector<history::NightRatios> nights{};
  std::vector<stats::Change> changes{};
};

/// Pure, so that one series can be judged while the next is read.
Judged judge(Judged series) {
  std::vector<double> levels;
  for (const history::NightRatios& night : series.nights) {
    levels.push_back(stats::pseudomedian(night.block_log_ratios));
  }
  series.changes = stats::find_changes(levels);
  return series;
}

void report_news(history::History& history, const Judged& judged, const Reported& reported,
                 Found& found) {
  const KnownSeries& series = judged.series;
  const std::vector<history::NightRatios>& nights = judged.nights;
  found.looked.push_back(series);
  const std::vector<int> known = known_nights(reported, series.id, nights);
  for (const stats::Change& change : stats::new_changes(judged.changes, known)) {
    const auto at = static_cast<std::size_t>(change.night);
    found.news.push_back({series.series, history.night(series.id, nights[at - 1].id),
                          history.night(series.id, nights[at].id), std::exp(change.before),
                          std::exp(change.after)});
    found.alerts.push_back({series.id, nights[at].id, change.before, change.after});
  }
}

/// Reads and judges series by series, on as many processors as there are, and reports in order.
Found look_at(history::History& history, const std::vector<KnownSeries>& all) {
  const Reported reported = reported_before(history);
  const std::size_t at_once = std::max(1u, std::thread::hardware_concurrency());
  std::deque<std::future<Judged>> waiting;
  Found found;
  for (const KnownSeries& series : all) {
    sys::throw_if_interrupted();
    Judged read = {series, history.night_ratios(series.id, kMostNights), {}};
    waiting.push_back(std::async(std::launch::async, judge, std::move(read)));
    if (waiting.size() < at_once) continue;
    report_news(history, waiting.front().get(), reported, found);
    waiting.pop_front();
  }
  for (; !waiting.empty(); waiting.pop_front()) {
    report_news(history, waiting.front().get(), reported, found);
  }
  return found;
}

bool on_one_target(const News& news) {
  return news.series.reference_target == news.series.target;
}

/// `sharebench regress ...`: one target against the other, or one as it was before against itself.
std::string deciding_command(const News& news) {
  const Series& series = news.series;
  std::vector<std::string> words = {"sharebench", "regress", "--baseline", series.reference_target};
  if (!on_one_target(news)) words.insert(words.end(), {"--candidate", series.target});
  words.insert(words.end(), {"--shares", series.share, "--workloads", series.workload});
  if (on_one_target(news)) words.insert(words.end(), {"--swap-command", kSwapCommand});
  return sys::display(words);
}

/// What the swap command has to do, where there is one; else empty.
std::string swap_text(const News& news) {
  if (!on_one_target(news)) return "";
  if (news.before.engine == news.night.engine) {
    return fmt::format(
        "{} puts the machine in the state before that night (called with baseline) "
        "and after it (candidate); no version that is recorded changed with it",
        kSwapCommand);
  }
  return fmt::format("{} installs {} when it is called with baseline, {} with candidate",
                     kSwapCommand, news.before.engine, news.night.engine);
}

std::string size_text(const News& news) {
  const double size = news.after_ratio / news.before_ratio - 1;
  return fmt::format("{} {}, from {} to {}", format_percent(std::fabs(size)),
                     size > 0 ? "slower" : "faster", format_ratio(news.before_ratio),
                     format_ratio(news.after_ratio));
}

void print_news(const News& news) {
  fmt::print("{}\n  since the night of {} (run {}): {}\n", series_text(news.series),
             day_of(news.night), news.night.run, size_text(news));
  if (news.before.engine != news.night.engine) {
    fmt::print("  with that night: {}, before {}\n", news.night.engine, news.before.engine);
  }
  fmt::print("  decide: {}\n", deciding_command(news));
  if (const std::string text = swap_text(news); !text.empty()) fmt::print("  where {}\n", text);
}

json news_json(const News& news) {
  return {{"workload", news.series.workload},
          {"share", news.series.share},
          {"target", news.series.target},
          {"reference_share", news.series.reference_share},
          {"reference_target", news.series.reference_target},
          {"figure", news.series.figure},
          {"host", news.series.host},
          {"run", news.night.run},
          {"started", news.night.started},
          {"file", news.night.file},
          {"before", news.before_ratio},
          {"after", news.after_ratio},
          {"change", news.after_ratio / news.before_ratio - 1},
          {"engine_before", news.before.engine},
          {"engine", news.night.engine},
          {"command", deciding_command(news)}};
}

std::string too_little_text(const std::vector<KnownSeries>& followed) {
  int longest = 0;
  for (const KnownSeries& series : followed) longest = std::max(longest, series.nights);
  return fmt::format(
      "too little data: the longest of {} series has {} nights with {} blocks or "
      "more, and a change needs {} nights",
      followed.size(), longest, history::kFewestBlocks, kFewestNights);
}

}  // namespace

ExitCode alert(history::History& history, const Arguments& arguments) {
  std::vector<KnownSeries> followed = asked_series(history, arguments);
  std::erase_if(followed, [](const KnownSeries& one) { return !is_followed(one.series); });
  std::vector<KnownSeries> with_news;
  bool enough = false;
  for (const KnownSeries& series : followed) {
    if (series.nights < kFewestNights) continue;
    enough = true;
    if (series.looked_at < series.revision) with_news.push_back(series);
  }
  const Found found = look_at(history, with_news);
  if (!arguments.has("peek")) history.remember(found.alerts, found.looked);
  if (arguments.has("json")) {
    json news_list = json::array();
    for (const News& news : found.news) news_list.push_back(news_json(news));
    fmt::print("{}\n", json{{"alerts", news_list},
                            {"series", followed.size()},
                            {"looked_at", found.looked.size()},
                            {"enough_data", enough}}
                           .dump(2));
  } else {
    for (const News& news : found.news) print_news(news);
    if (!enough) {
      fmt::print("{}\n", too_little_text(followed));
    } else if (found.news.empty()) {
      fmt::print("no new change in {} series, {} of them with new nights\n", followed.size(),
                 found.looked.size());
    }
  }
  if (!found.news.empty()) return ExitCode::kNo;
  return enough ? ExitCode::kYes : ExitCode::kCannotTell;
}

}  // namespace sharebench::cli
