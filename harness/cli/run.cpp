// `sharebench run`: plan, bring the target up, measure, report.
#include <utility>

#include "harness/cli/measure.h"
#include "harness/cli/outputs.h"
#include "harness/cli/request.h"
#include "harness/cli/resume.h"
#include "harness/cli/rows.h"
#include "harness/stats/judge.h"

namespace sharebench::cli {
namespace {

ExitCode measure_and_report(Task task) {
  const bool as_json = task.arguments.has("json");
  World world(task.arguments);
  const Measured measured = measure(std::move(task), world);
  report_run(measured.file, measured.out, as_json, world.progress());
  if (counting_failed(measured.run)) return ExitCode::kMeasure;
  return stats::unfit_reasons(measured.run).empty() ? ExitCode::kYes : ExitCode::kEnvironment;
}

Task resumed(const Arguments& arguments) {
  TakenUp taken = taken_up(arguments, "run", request_options());
  Request request = make_request(taken.arguments);
  if (request.target.empty()) request.target = "lab";
  const TargetSpec target = parse_target(request.target);
  return {.arguments = std::move(taken.arguments),
          .request = std::move(request),
          .run = std::move(taken.run),
          .targets = {target}};
}

ExitCode run_workloads(const Arguments& arguments) {
  if (arguments.has("resume")) return measure_and_report(resumed(arguments));
  Request request = make_request(arguments);
  if (request.target.empty()) request.target = "lab";
  const TargetSpec target = parse_target(request.target);
  const plan::TargetFacts facts = facts_of(target);
  const std::vector<Share> shares = plan::choose_shares(request, facts);
  Run planned = planned_run(arguments, plan::build_plan(request, facts, shares), shares, target.id);
  if (arguments.has("dry-run")) {
    print_plan(planned, facts, arguments.has("json"));
    return ExitCode::kYes;
  }
  return measure_and_report({.arguments = arguments,
                             .request = std::move(request),
                             .run = std::move(planned),
                             .targets = {target}});
}

}  // namespace

Command run_command() {
  std::vector<Option> options = request_options();
  const std::vector<Option> own = {
      resume_option(),
      {"dry-run", "", "show the plan and how long it takes; touch nothing"},
  };
  options.insert(options.end(), own.begin(), own.end());
  const std::vector<Option> measuring = measuring_options();
  options.insert(options.end(), measuring.begin(), measuring.end());
  return {"run",
          "measure shares of one target, leave a run file and reports",
          {},
          options,
          {"sharebench run --dry-run",
           "sharebench run --target lab --shares nfs3,nfs4,9p,virtiofs,sshfs,disk",
           "sharebench run --target lab --shares nfs3,nfs3:actimeo=0 --workloads stat_tree",
           "sharebench run --target local --shares shm=/dev/shm,disk=/var/tmp --suite quick",
           "sharebench run --resume out/20261124-183000-lab.run.json"},
          run_workloads};
}

}  // namespace sharebench::cli
