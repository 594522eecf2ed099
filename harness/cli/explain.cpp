// `sharebench explain`: why a run took the time that it took.
#include <fmt/format.h>

#include <utility>

#include "harness/cli/chart_files.h"
#include "harness/cli/explain_calls.h"
#include "harness/cli/explain_output.h"
#include "harness/cli/explain_try.h"
#include "harness/cli/measure.h"
#include "harness/cli/rows.h"
#include "harness/cli/saved_run.h"
#include "harness/core/error.h"
#include "harness/explain/prediction.h"
#include "harness/report/charts/explained_time.h"
#include "harness/stats/build_report.h"
#include "harness/store/run_file.h"

namespace sharebench::cli {
namespace {

constexpr std::size_t kMostSettings = 3;

Explanation explanation_of(const Run& run, const Arguments& arguments,
                           const explain::CallsByWorkload& calls) {
  if (arguments.has("as")) {
    return explain::carry_over(run, store::load(arguments.get("as")), calls);
  }
  if (!explain::holds_costs(run)) {
    throw DataError(
        fmt::format("run {} measured no operations, so nothing is known of their costs", run.id),
        "measure again with --costs, or name a run that has them: --as COSTS.run.json");
  }
  return explain::explain(run, calls);
}

std::vector<Tried> settings_of(const Report& report, const Arguments& arguments, World& world) {
  std::vector<Tried> settings;
  if (arguments.has("as")) return settings;
  for (explain::Setting& setting :
       explain::best_settings(report.run, *report.explanation, kMostSettings)) {
    settings.push_back({.setting = std::move(setting)});
  }
  if (!arguments.has("try")) return settings;
  return try_settings(report.run, std::move(settings), arguments, world);
}

ExitCode run_explain(const Arguments& arguments) {
  if (arguments.has("as") && arguments.has("try")) {
    throw UsageError("--as and --try were both given",
                     "costs of another place are predicted; a setting is tried where the run was");
  }
  const report::ChartOptions options = chart_options(arguments);
  World world(arguments);
  Run measured = store::load(arguments.positionals.at(0));
  expand_home(measured);
  explain::CallsByWorkload calls;
  if (arguments.has("count-calls")) calls = count_calls(measured, arguments, world);
  Report report = stats::build_report(std::move(measured));
  report.explanation = explanation_of(report.run, arguments, calls);
  if (report.explanation->predictions.empty()) {
    throw DataError(fmt::format("run {} counted no round trips, and no system calls were counted",
                                report.run.id),
                    "on Linux with strace: sharebench explain RUN.run.json --count-calls");
  }
  const std::vector<Tried> settings = settings_of(report, arguments, world);
  if (wants_charts(arguments)) {
    write_charts(report::explained_time(report, options), arguments, world);
  }
  fmt::print("{}", arguments.has("json")
                       ? explanation_json(report, settings)
                       : explanation_text(report, settings, arguments.has("costs")));
  return ExitCode::kYes;
}

}  // namespace

Command explain_command() {
  std::vector<Option> options = {
      {"as", "COSTS.json",
       "carry the round trips of RUN over to the costs of this run, of another machine"},
      {"try", "", "measure the settings that would change most, on the run's own target"},
      {"blocks", "N", "blocks of --try (default: 3)"},
      {"count-calls", "",
       "count system calls with strace, for shares whose round trips nobody counts"},
      {"costs", "", "print what operations and round trips cost, too"},
  };
  for (const Option& option : chart_file_options("")) options.push_back(option);
  for (const Option& option : measuring_options()) options.push_back(option);
  return {"explain",
          "why a run took its time: round trips times costs beside the measured time, and what is "
          "left over",
          {{"RUN.json", "a run file of `sharebench run --costs`, or any with --as"}},
          options,
          {"sharebench run --target lab --costs --blocks 6",
           "sharebench explain out/20261124-183000-lab.run.json",
           "sharebench explain RUN.run.json --costs --json",
           "sharebench explain LAB.run.json --as MAC.run.json --svg charts",
           "sharebench explain RUN.run.json --try --blocks 6"},
          run_explain};
}

}  // namespace sharebench::cli
