// `sharebench report`: reports from a run file, at any later time.
#include <fmt/format.h>

#include <filesystem>

#include "harness/cli/chart_files.h"
#include "harness/cli/explained.h"
#include "harness/cli/outputs.h"
#include "harness/cli/report_text.h"
#include "harness/cli/rows.h"
#include "harness/report/reporter.h"
#include "harness/store/run_file.h"

namespace sharebench::cli {
namespace {

/// The folder as a reader of `file` must name it: a link counts from where the text stands.
std::string as_seen_from(const std::string& folder, const std::string& file) {
  namespace fs = std::filesystem;
  return fs::absolute(folder)
      .lexically_normal()
      .lexically_relative(fs::absolute(file).parent_path().lexically_normal())
      .generic_string();
}

/// The page is written in English throughout; its charts would be the only words that are not.
void require_english_page(const Arguments& arguments, const std::string& lang) {
  if (lang == "en" || !arguments.has("html")) return;
  throw UsageError(fmt::format("the page of --html is in English only, not in '{}'", lang),
                   "write the page without --lang, and the pictures by themselves: "
                   "--svg DIR or --png DIR with --lang " +
                       lang);
}

ExitCode run_report(const Arguments& arguments) {
  const Report built = explained_report(store::load(arguments.positionals.at(0)));
  ReportOptions options;
  options.charts = chart_options(arguments);
  require_english_page(arguments, options.charts.lang);
  if (wants_charts(arguments)) {
    options.kind = arguments.has("svg") ? "svg" : "png";
    options.images = arguments.get(options.kind);
  }
  bool wrote = false;
  for (const report::Reporter& reporter : report::reporters()) {
    if (!arguments.has(reporter.name)) continue;
    const std::string file = arguments.get(reporter.name);
    ReportOptions here = options;
    if (!options.images.empty() && file != "-") here.images = as_seen_from(options.images, file);
    const std::string text = report_text(built, reporter.name, here);
    if (file == "-") {
      fmt::print("{}", text);
    } else {
      write_file(file, text);
    }
    wrote = true;
  }
  if (wants_charts(arguments)) {
    World world(arguments);
    write_charts(report::charts(built, options.charts), arguments, world);
    wrote = true;
  }
  if (arguments.has("json")) {
    fmt::print("{}", json_text(built));
  } else if (!wrote) {
    fmt::print("{}", console_text(built));
  }
  return ExitCode::kYes;
}

}  // namespace

Command report_command() {
  std::vector<Option> options;
  for (const report::Reporter& reporter : report::reporters()) {
    options.push_back({reporter.name, "FILE", reporter.summary});
  }
  for (const Option& option : chart_file_options("")) options.push_back(option);
  return {"report",
          "reports from a run file; without options the table on the terminal",
          {{"RUN.json", "a run file that `sharebench run` left"}},
          options,
          {"sharebench report out/20261124-183000-lab.run.json",
           "sharebench report RUN.run.json --markdown report.md --csv report.csv",
           "sharebench report RUN.run.json --markdown -",
           "sharebench report RUN.run.json --html report.html",
           "sharebench report RUN.run.json --gbench run.json",
           "sharebench report RUN.run.json --svg charts --png charts --theme blog --width 1200"},
          run_report};
}

}  // namespace sharebench::cli
