// `sharebench regress`: two targets, or two engine versions, and a verdict as exit code.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "harness/cli/measure.h"
#include "harness/cli/outputs.h"
#include "harness/cli/request.h"
#include "harness/cli/resume.h"
#include "harness/cli/rows.h"
#include "harness/cli/verdict_output.h"
#include "harness/stats/build_report.h"
#include "harness/stats/family.h"
#include "harness/stats/outlook.h"
#include "harness/store/run_file.h"

namespace sharebench::cli {
namespace {

constexpr int kExclusiveMaxBlocks =
    64;  // one engine after the other is noisier: docs/methodology.md

struct Sides {
  TargetSpec baseline{}, candidate{};
};

Sides sides_of(const Arguments& arguments) {
  const bool one_is_enough = arguments.has("swap-command");
  if (!arguments.has("baseline")) {
    throw UsageError("regress needs --baseline", "name two targets: --baseline T1 --candidate T2");
  }
  if (!arguments.has("candidate") && !one_is_enough) {
    throw UsageError("regress needs --candidate",
                     "name the target to judge, or one target and --swap-command CMD");
  }
  Sides sides;
  sides.baseline = parse_target_spec(arguments.get("baseline"), "--baseline");
  sides.candidate = arguments.has("candidate")
                        ? parse_target_spec(arguments.get("candidate"), "--candidate")
                        : sides.baseline;
  return sides;
}

/// `baseline` and `candidate`, with the share's name where there are several.
std::string arm_name(const std::string& side, const std::string& share, std::size_t shares) {
  return shares == 1 ? side : fmt::format("{} ({})", share, side);
}

/// The shares of both sides, those of the baseline first, in the same order.
std::vector<Share> shares_of(const Request& request, const Sides& sides) {
  std::vector<Share> first = plan::choose_shares(request, facts_of(sides.baseline));
  std::vector<Share> second = plan::choose_shares(request, facts_of(sides.candidate));
  const bool alike = std::equal(first.begin(), first.end(), second.begin(), second.end(),
                                [](const Share& a, const Share& b) { return a.name == b.name; });
  if (!alike) {
    throw UsageError(fmt::format("{} and {} do not offer the same shares", sides.baseline.id,
                                 sides.candidate.id),
                     "name shares that both have: --shares A,B");
  }
  const std::size_t n = first.size();
  for (Share& share : first) share.name = arm_name("baseline", share.name, n);
  for (Share& share : second) share.name = arm_name("candidate", share.name, n);
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

Plan plan_of(const Request& request, const Sides& sides, const std::vector<Share>& shares,
             const std::string& level) {
  const plan::TargetFacts baseline = facts_of(sides.baseline);
  const plan::TargetFacts candidate = facts_of(sides.candidate);
  const plan::TargetFacts& facts = candidate.kind == "lab" ? candidate : baseline;
  Plan plan = plan::build_plan(request, facts, shares);
  const int half = static_cast<int>(shares.size()) / 2;
  for (int mount = 0; mount < 2 * half; ++mount) plan.baselines.push_back(mount % half);
  plan.full_size.clear();
  std::erase_if(plan.cells, [](const Cell& cell) { return cell.full_size; });
  plan.level = level;
  plan.estimated_s = plan::estimate_seconds(plan, facts, shares.size());
  return plan;
}

ExitCode judge_and_print(const Measured& measured, const Arguments& arguments, World& world) {
  const Report report = stats::build_report(store::load(measured.file));
  const ExitCode code = stats::exit_code(report.family.answer, undecided_as(arguments));
  if (arguments.has("json")) {
    leave_reports(report, measured.file, measured.out, world.progress());
    nlohmann::json answer = verdict_json(report, code);
    answer["outlook"] = stats::outlook(report);
    answer["run_file"] = measured.file.string();
    fmt::print("{}\n", answer.dump(2));
    return code;
  }
  report_run(measured.file, measured.out, false, world.progress());
  fmt::print("{}", verdict_text(report, stats::outlook(report)));
  return code;
}

bool swaps(const Arguments& arguments) {
  return arguments.has("swap-command");
}

bool exclusive(const Arguments& arguments) {
  return arguments.has("exclusive") || swaps(arguments);
}

Request regress_request(const Arguments& arguments) {
  Request request = make_request(arguments);
  request.baseline.clear();  // here it names a target, not a share
  if (exclusive(arguments) && !request.blocks && !request.max_blocks) {
    request.max_blocks = kExclusiveMaxBlocks;
  }
  return request;
}

Run fresh_run(const Arguments& arguments, const Request& request, const Sides& sides) {
  const std::vector<Share> shares = shares_of(request, sides);
  const std::string level = swaps(arguments) ? "app" : exclusive(arguments) ? "boot" : "mount";
  Run planned = planned_run(arguments, plan_of(request, sides, shares, level), shares, "regress");
  for (std::size_t i = shares.size() / 2; i < shares.size(); ++i) planned.mounts[i].target = 1;
  planned.settings["command"] = "regress";
  return planned;
}

ExitCode measure_and_judge(const Arguments& arguments, Run run) {
  const Sides sides = sides_of(arguments);
  World world(arguments);
  const Measured measured = measure({.arguments = arguments,
                                     .request = regress_request(arguments),
                                     .run = std::move(run),
                                     .targets = {sides.baseline, sides.candidate},
                                     .one_at_a_time = exclusive(arguments),
                                     .swap_command = arguments.get("swap-command")},
                                    world);
  return judge_and_print(measured, arguments, world);
}

/// The options that decide what is measured, and how.
std::vector<Option> planning_options() {
  std::vector<Option> options = {
      {"baseline", "T1", "the target that is known to be good: lab, local:DIR, ..."},
      {"candidate", "T2", "the target to judge; may be left out with --swap-command"},
      {"exclusive", "",
       "measure one target after the other in every block, each brought up afresh, because they "
       "cannot be up together"},
      {"swap-command", "CMD",
       "called with `baseline` or `candidate` to install that engine before it is brought up; "
       "means "
       "--exclusive"},
  };
  for (const Option& option : request_options()) {
    if (option.name != "target" && option.name != "baseline") options.push_back(option);
  }
  return options;
}

ExitCode run(const Arguments& arguments) {
  undecided_as(arguments);  // complain before hours of measuring
  if (arguments.has("resume")) {
    TakenUp taken = taken_up(arguments, "regress", planning_options());
    return measure_and_judge(taken.arguments, std::move(taken.run));
  }
  const Sides sides = sides_of(arguments);
  Run planned = fresh_run(arguments, regress_request(arguments), sides);
  if (arguments.has("dry-run")) {
    print_plan(planned, facts_of(sides.baseline), arguments.has("json"));
    return ExitCode::kYes;
  }
  return measure_and_judge(arguments, std::move(planned));
}

}  // namespace

Command regress_command() {
  std::vector<Option> options = planning_options();
  const std::vector<Option> own = {
      undecided_option(),
      resume_option(),
      {"dry-run", "", "show the plan and how long it takes; touch nothing"},
  };
  options.insert(options.end(), own.begin(), own.end());
  const std::vector<Option> measuring = measuring_options();
  options.insert(options.end(), measuring.begin(), measuring.end());
  return {
      "regress",
      "is the candidate slower than the baseline? exit code 0 no, 1 yes, 3 cannot tell, 4 unfit",
      {},
      options,
      {"sharebench regress --baseline local:/mnt/a --candidate local:/mnt/b",
       "sharebench regress --baseline lab --candidate lab --exclusive --shares nfs3",
       "sharebench regress --baseline local:/srv,engine=docker --swap-command ./install.sh",
       "sharebench regress --baseline local:a --candidate local:b --margin 10% --json",
       "sharebench regress --resume out/20261124-183000-regress.run.json"},
      run};
}

}  // namespace sharebench::cli
