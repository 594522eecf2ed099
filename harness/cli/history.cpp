// `sharebench history`: results over time, kept in SQLite or PostgreSQL.
#include "harness/history/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "harness/cli/chart_files.h"
#include "harness/cli/history_alert.h"
#include "harness/cli/history_trend.h"
#include "harness/cli/history_trend_charts.h"
#include "harness/cli/rows.h"
#include "harness/cli/world.h"
#include "harness/core/spec_list.h"
#include "harness/core/units.h"
#include "harness/history/entry.h"
#include "harness/report/text_table.h"
#include "harness/stats/build_report.h"
#include "harness/store/run_file.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"
#include "harness/sys/sandbox.h"

namespace sharebench::cli {
namespace {

namespace fs = std::filesystem;
using history::History;
using nlohmann::json;

constexpr std::size_t kRunsATransaction = 64;
constexpr int kLimit = 50;
constexpr double kTry_s = 0.1, kLongestWait_s = 600;

/// Waits for another writer: until it is done, until Ctrl-C, or for ten minutes on end.
history::Wait patience() {
  return [since = 0.0, last = 0.0]() mutable {
    const double now = sys::steady_seconds();
    if (now - last > 10 * kTry_s) since = now;  // not the same wait as the last one
    last = now;
    if (now - since > kLongestWait_s) {
      throw EnvironmentError("another process has been writing to the history for ten minutes",
                             "is it stuck? end it and run this again");
    }
    sys::interruptible_sleep(kTry_s);
  };
}

History open_history(const Arguments& arguments, History::Missing missing) {
  const std::string file = (sys::data_root() / "history.sqlite").string();
  const std::string address = arguments.get("db", "sqlite:" + file);
  return History(address, missing, patience());
}

/// The run files in `folder` and below, in the order of their names.
std::vector<fs::path> run_files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  try {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      if (entry.is_regular_file() && name.ends_with(".run.json")) files.push_back(entry.path());
    }
  } catch (const fs::filesystem_error& error) {
    throw EnvironmentError(
        fmt::format("{} cannot be read: {}", folder.string(), error.code().message()),
        "is it yours to read? name its files one by one");
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The files that were named, and the run files below the folders that were named.
std::vector<fs::path> run_files(const Arguments& arguments) {
  std::vector<fs::path> files;
  for (std::size_t i = 1; i < arguments.positionals.size(); ++i) {
    const fs::path named = arguments.positionals[i];
    if (!fs::is_directory(named)) {
      files.push_back(named);
      continue;
    }
    const std::vector<fs::path> below = run_files_below(named);
    files.insert(files.end(), below.begin(), below.end());
  }
  if (files.empty()) {
    throw UsageError("history add was given no run file",
                     "sharebench history add out/*.run.json, or a folder of them");
  }
  return files;
}

/// An import: what came of it, and the files that could not be read.
struct Import {
  history::Added counts{};
  std::vector<std::string> refused{};
};

void add_all(History& history, std::vector<history::Entry>& waiting, Import& import) {
  const history::Added added = history.add(waiting);
  import.counts.added += added.added;
  import.counts.extended += added.extended;
  import.counts.known += added.known;
  waiting.clear();
}

/// Files that are broken are named at the end; the others are not kept waiting for them.
Import import_files(History& history, const std::vector<fs::path>& files, sys::Progress& progress) {
  Import import;
  std::vector<history::Entry> waiting;
  for (std::size_t i = 0; i < files.size(); ++i) {
    sys::throw_if_interrupted();
    progress.step(fmt::format("reading {}", files[i].filename().string()), static_cast<int>(i),
                  static_cast<int>(files.size()), -1);
    try {
      const Run run = store::load(files[i]);
      waiting.push_back(history::entry_of(stats::build_report(run),
                                          fs::absolute(files[i]).lexically_normal().string()));
    } catch (const DataError& error) {
      import.refused.push_back(fmt::format("{}; {}", error.what(), error.hint()));
    }
    if (waiting.size() == kRunsATransaction) add_all(history, waiting, import);
  }
  add_all(history, waiting, import);
  return import;
}

ExitCode add(const Arguments& arguments) {
  const std::vector<fs::path> files = run_files(arguments);
  History history = open_history(arguments, History::Missing::kMake);
  World world(arguments);
  const Import import = import_files(history, files, world.progress());
  if (arguments.has("json")) {
    fmt::print("{}\n", json{{"added", import.counts.added},
                            {"extended", import.counts.extended},
                            {"known", import.counts.known},
                            {"refused", import.refused},
                            {"db", history.address()}}
                           .dump(2));
  } else {
    fmt::print("{} added, {} extended, {} known before: {}\n", import.counts.added,
               import.counts.extended, import.counts.known, history.address());
  }
  for (const std::string& sentence : import.refused) {
    fmt::print(stderr, "refused: {}\n", sentence);
  }
  if (import.refused.empty()) return ExitCode::kYes;
  throw DataError(
      fmt::format("{} of {} files could not be added", import.refused.size(), files.size()),
      "they are named above; the others were added");
}

json line_json(const history::RunLine& line) {
  return {{"run", line.run},         {"started", line.started},
          {"host", line.host},       {"tool_version", line.tool_version},
          {"blocks", line.blocks},   {"complete", line.complete},
          {"figures", line.figures}, {"file", line.file}};
}

ExitCode list(const Arguments& arguments) {
  History history = open_history(arguments, History::Missing::kRefuse);
  const int limit =
      arguments.has("limit")
          ? static_cast<int>(parse_integer(arguments.get("limit"), "--limit", 1, 1000000))
          : kLimit;
  const history::Size size = history.size();
  const std::vector<history::RunLine> lines = history.runs(limit);
  if (arguments.has("json")) {
    json runs = json::array();
    for (const history::RunLine& line : lines) runs.push_back(line_json(line));
    fmt::print("{}\n", json{{"db", history.address()},
                            {"runs_in_all", size.runs},
                            {"series_in_all", size.series},
                            {"runs", runs}}
                           .dump(2));
    return ExitCode::kYes;
  }
  std::vector<std::vector<std::string>> rows = {
      {"started", "run", "host", "blocks", "figures", "file"}};
  for (const history::RunLine& line : lines) {
    rows.push_back({line.started, line.run, line.host,
                    std::to_string(line.blocks) + (line.complete ? "" : " (stopped)"),
                    std::to_string(line.figures), line.file});
  }
  const std::vector<report::Align> aligns(6, report::Align::kLeft);
  const std::vector<int> widths = report::column_widths(rows);
  for (const auto& row : rows) fmt::print("{}\n", report::text_row(row, widths, aligns));
  fmt::print("{} of {} runs, {} series in {}\n", lines.size(),
             format_count(static_cast<double>(size.runs)),
             format_count(static_cast<double>(size.series)), history.address());
  return ExitCode::kYes;
}

ExitCode trend(const Arguments& arguments) {
  History history = open_history(arguments, History::Missing::kRefuse);
  const ExitCode code = print_trends(history, arguments);
  if (wants_charts(arguments)) draw_trends(history, arguments);
  return code;
}

ExitCode alert_action(const Arguments& arguments) {
  History history = open_history(arguments, History::Missing::kRefuse);
  return alert(history, arguments);
}

struct HistoryAction {
  std::string name;
  ExitCode (*run)(const Arguments&);
};

ExitCode run_history(const Arguments& arguments) {
  static const std::vector<HistoryAction> kActions = {
      {"add", add}, {"list", list}, {"trend", trend}, {"alert", alert_action}};
  std::vector<std::string> known;
  for (const HistoryAction& action : kActions) {
    known.push_back(action.name);
    if (action.name != arguments.positionals.at(0)) continue;
    if (action.name != "add" && arguments.positionals.size() > 1) {
      throw UsageError(
          fmt::format("history {} takes no '{}'", action.name, arguments.positionals[1]),
          "see: sharebench history --help");
    }
    return action.run(arguments);
  }
  throw_unknown_name("action of history", arguments.positionals.at(0), known);
}

}  // namespace

Command history_command() {
  std::vector<Option> options = {
      {"db", "ADDRESS",
       "sqlite:FILE or postgresql://... (default: "
       "sqlite:~/.local/share/sharebench/history.sqlite)"},
      {"limit", "N", "list: at most N runs (default: 50); trend: at most N series (default: 20)"},
      {"peek", "", "alert: do not remember what is shown, so that the next alert shows it again"}};
  for (const Option& option : filter_options()) options.push_back(option);
  for (const Option& option : chart_file_options("trend: ")) options.push_back(option);
  return {"history",
          "results over time: add, list, trend, and alert, which exits 1 at a new change",
          {{"ACTION", "add, list, trend or alert"},
           {"RUN", "for add: run files, or folders with run files in them", false, true}},
          options,
          {"sharebench history add out/*.run.json", "sharebench history trend --share virtiofs",
           "sharebench history alert || echo look at it",
           "sharebench history add out --db postgresql://bench@db.example/nights",
           "sharebench history list --json"},
          run_history};
}

}  // namespace sharebench::cli
