// `sharebench verify`: whether reports say what their samples say.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "harness/cli/explained.h"
#include "harness/cli/report_text.h"
#include "harness/cli/rows.h"
#include "harness/cli/world.h"
#include "harness/core/version.h"
#include "harness/report/picture.h"
#include "harness/report/verify.h"
#include "harness/store/run_file.h"

namespace sharebench::cli {
namespace {

using nlohmann::ordered_json;
using report::ReportKind;

constexpr std::size_t kMostShown = 20;  // differences of one report on the terminal

std::string read_report(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in || text.empty()) {
    throw DataError(fmt::format("{} cannot be read, or is empty", file), "is the name right?");
  }
  return text;
}

/// The SVG of the chart that the options name. Throws DataError when the run has no such chart.
std::string drawn(const Report& built, const ReportOptions& options, sys::CommandRunner& runner) {
  std::vector<report::Chart> all = report::charts(built, options.charts);
  std::erase_if(all, [&](const report::Chart& chart) { return chart.id != options.chart; });
  if (all.empty()) {
    throw DataError(fmt::format("this run has no chart '{}'", options.chart.substr(0, 80)),
                    "is it of another run file, of the guard, or of the history?");
  }
  return report::stamped(report::draw_svg(runner, all).front(), stamp_of(options));
}

std::string rendered(const Report& built, ReportKind kind, const ReportOptions& options,
                     sys::CommandRunner& runner) {
  switch (kind) {
    case ReportKind::kHtml:
      return report_text(built, "html", options);
    case ReportKind::kMarkdown:
      return report_text(built, "markdown", options);
    case ReportKind::kCsv:
      return report_text(built, "csv", options);
    case ReportKind::kSvg:
      break;
  }
  return drawn(built, options, runner);
}

/// What was rendered for an earlier report, by its kind and its stamp's options.
using Rendered = std::map<std::pair<ReportKind, std::string>, std::string>;

/// A Markdown text without a stamp (which was pasted elsewhere) is taken for one of another
/// version, a page or picture without one for a changed one; CSV has no comments, so it is always
/// held against this one's, byte for byte.
report::Verification verified(Report& built, const std::string& text, sys::CommandRunner& runner,
                              Rendered& before) {
  const ReportKind kind = report::kind_of(text);
  const std::optional<report::ReadStamp> read = report::read_stamp(text);
  const std::optional<ReportOptions> options = read ? options_of(read->stamp) : std::nullopt;
  const bool same = kind == ReportKind::kCsv ||
                    (read && read->stamp.version == version() && read->stamp.commit == commit());
  const bool needs_seal = kind == ReportKind::kHtml || kind == ReportKind::kSvg;
  const bool sealed = read ? read->sealed : !needs_seal;
  const std::pair key{kind, options ? read->stamp.options : std::string()};
  if (!before.contains(key)) {
    const ReportOptions how = options.value_or(ReportOptions{});
    before[key] = rendered(built, kind, how, runner);
  }
  return report::verify(kind, before[key], text, same, sealed);
}

const char* words_for(ExitCode code) {
  if (code == ExitCode::kYes) return "verified";
  return code == ExitCode::kNo ? "differs" : "cannot tell";
}

ordered_json json_of(const std::string& file, const report::Verification& found) {
  ordered_json differences = ordered_json::array();
  for (const report::Difference& difference : found.differences) {
    differences.push_back({{"figure", difference.figure}, {"detail", difference.detail}});
  }
  return {{"report", file},           {"answer", words_for(found.code())},
          {"figures", found.figures}, {"by_figure", found.by_figure},
          {"unknown", found.unknown}, {"differences", differences}};
}

void print(const std::string& file, const report::Verification& found) {
  const std::string how =
      found.by_figure ? " (of another version or without a stamp: figure by figure, pictures are "
                        "not compared)"
                      : "";
  fmt::print("{}: {}, {} figures compared{}\n", file, words_for(found.code()), found.figures, how);
  for (std::size_t i = 0; i < std::min(found.differences.size(), kMostShown); ++i) {
    const report::Difference& difference = found.differences[i];
    fmt::print("  {}: {}\n", difference.figure.substr(0, 200), difference.detail);
  }
  if (found.differences.size() > kMostShown) {
    fmt::print("  and {} more\n", found.differences.size() - kMostShown);
  }
  if (found.unknown > 0 && found.by_figure) {
    fmt::print("  {} figures stand in the report alone or are missing there\n", found.unknown);
  }
}

ExitCode worse(ExitCode a, ExitCode b) {
  if (a == ExitCode::kNo || b == ExitCode::kNo) return ExitCode::kNo;
  return a == ExitCode::kYes ? b : a;
}

ExitCode run_verify(const Arguments& arguments) {
  World world(arguments);
  Report built = explained_report(store::load(arguments.positionals.at(0)));
  Rendered before;
  ordered_json reports = ordered_json::array();
  ExitCode code = ExitCode::kYes;
  for (std::size_t i = 1; i < arguments.positionals.size(); ++i) {
    const std::string& file = arguments.positionals[i];
    const report::Verification found = verified(built, read_report(file), world.runner(), before);
    code = worse(code, found.code());
    if (arguments.has("json"))
      reports.push_back(json_of(file, found));
    else
      print(file, found);
  }
  if (arguments.has("json")) {
    const ordered_json answer = {{"answer", words_for(code)}, {"reports", reports}};
    fmt::print("{}\n", answer.dump(2, ' ', false, ordered_json::error_handler_t::replace));
  }
  return code;
}

}  // namespace

Command verify_command() {
  return {
      "verify",
      "recompute reports from raw samples: exit code 0 as they say, 1 a figure differs, 3 cannot "
      "tell",
      {{"RUN.json", "the run file that the reports were made from"},
       {"REPORT", "HTML, SVG, Markdown or CSV files", true, true}},
      {},
      {"sharebench verify out/20261124-183000-lab.run.json out/report.html",
       "sharebench verify RUN.run.json report.html report.md report.csv charts/*.svg"},
      run_verify};
}

}  // namespace sharebench::cli
