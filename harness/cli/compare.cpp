// `sharebench compare`: a verdict from two run files.
#include <fmt/format.h>

#include <algorithm>

#include "harness/cli/outputs.h"
#include "harness/cli/rows.h"
#include "harness/cli/verdict_output.h"
#include "harness/core/units.h"
#include "harness/report/reporter.h"
#include "harness/stats/compare_runs.h"
#include "harness/stats/family.h"
#include "harness/store/run_file.h"

namespace sharebench::cli {
namespace {

/// Formats that carry a verdict; those of single runs have no place here.
std::vector<const report::Reporter*> verdict_reporters() {
  std::vector<const report::Reporter*> found;
  for (const report::Reporter& reporter : report::reporters()) {
    const std::string name = reporter.name;
    if (name == "markdown" || name == "junit") found.push_back(&reporter);
  }
  return found;
}

std::string pairing_name(stats::Pairing pairing) {
  switch (pairing) {
    case stats::Pairing::kSameRun:
      return "same run";
    case stats::Pairing::kSameSeed:
      return "same seed";
    case stats::Pairing::kNone:
      break;
  }
  return "none";
}

ExitCode run_compare(const Arguments& arguments) {
  stats::CompareOptions options;
  if (arguments.has("margin")) options.margin = parse_fraction(arguments.get("margin"), "--margin");
  options.other_host = arguments.has("other-host");
  options.reference = arguments.get("reference");
  const stats::UndecidedAs as = undecided_as(arguments);
  const stats::RunComparison compared = stats::compare_runs(
      store::load(arguments.positionals.at(0)), store::load(arguments.positionals.at(1)), options);
  const Report& report = compared.report;
  const ExitCode code = stats::exit_code(report.family.answer, as);
  for (const report::Reporter* reporter : verdict_reporters()) {
    if (!arguments.has(reporter->name)) continue;
    const std::string file = arguments.get(reporter->name);
    const std::string text = reporter->render(report);
    if (file == "-")
      fmt::print("{}", text);
    else
      write_file(file, text);
  }
  if (arguments.has("json")) {
    nlohmann::json answer = verdict_json(report, code);
    answer["pairing"] = pairing_name(compared.pairing);
    answer["cost_of_pairing"] = compared.cost;
    fmt::print("{}\n", answer.dump(2));
    return code;
  }
  for (const std::string& warning : report.warnings) fmt::print("warning: {}\n", warning);
  fmt::print("{}", verdict_text(report, compared.cost));
  return code;
}

}  // namespace

Command compare_command() {
  std::vector<Option> options = {
      {"margin", "PERCENT", "differences smaller than this do not matter (default: 5%)"},
      {"reference", "SHARE",
       "divide by the times of this share, which both files have: takes out what changed for it "
       "too"},
      {"other-host", "", "compare although the files are of different machines"},
      undecided_option(),
  };
  for (const report::Reporter* reporter : verdict_reporters()) {
    options.push_back({reporter->name, "FILE", reporter->summary});
  }
  return {"compare",
          "a verdict from two run files: exit code 0 not slower, 1 slower, 3 cannot tell, 4 unfit",
          {{"BASE.run.json", "the run file of what is known to be good"},
           {"CANDIDATE.run.json", "the run file to judge"}},
          options,
          {"sharebench compare before.run.json after.run.json",
           "sharebench compare before.run.json after.run.json --reference disk --margin 10%",
           "sharebench compare before.run.json after.run.json --json"},
          run_compare};
}

}  // namespace sharebench::cli
