// `sharebench regress`: two targets, or two engine versions, and a verdict as exit code.
#include <fmt/format.h>

#include <algorithm>
#include <map>
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

/// True when both sides name the lab. It takes this machine's NFS server and network names, so one
/// at a time can be up; both arms are then measured in one, or in turns.
bool both_lab(const Sides& sides) {
  return facts_of(sides.baseline).kind == "lab" && facts_of(sides.candidate).kind == "lab";
}

/// True when one virtual machine serves both arms: they differ in their share at most.
bool one_place(const Sides& sides) {
  std::map<std::string, std::string> a = sides.baseline.options, b = sides.candidate.options;
  a.erase("share");
  b.erase("share");
  return both_lab(sides) && a == b;
}

/// The shares of one side: the one that it names, else those of --shares.
std::vector<Share> shares_of(Request request, const TargetSpec& side) {
  if (const auto own = side.options.find("share"); own != side.options.end()) {
    request.shares = parse_spec_list(own->second, "share=");
  }
  return plan::choose_shares(request, facts_of(side));
}

/// The shares of both sides, those of the baseline first, in the same order.
std::vector<Share> shares_of(const Request& request, const Sides& sides) {
  std::vector<Share> first = shares_of(request, sides.baseline);
  std::vector<Share> second = shares_of(request, sides.candidate);
  const bool named = sides.baseline.options.count("share") + sides.candidate.options.count("share");
  const bool alike = std::equal(first.begin(), first.end(), second.begin(), second.end(),
                                [](const Share& a, const Share& b) { return a.name == b.name; });
  if (!alike && !(named && first.size() == 1 && second.size() == 1)) {
    throw UsageError(fmt::format("{} and {} do not offer the same shares", sides.baseline.id,
                                 sides.candidate.id),
                     "name shares that both have: --shares A,B; or one of each side, as in "
                     "--baseline lab,share=nfs3 --candidate lab,share=nfs4");
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

/// One target after the other: because the user says so, or because both cannot be up.
bool exclusive(const Arguments& arguments, const Sides& sides) {
  return arguments.has("exclusive") || swaps(arguments) || (both_lab(sides) && !one_place(sides));
}

Request regress_request(const Arguments& arguments, const Sides& sides) {
  Request request = make_request(arguments);
  request.baseline.clear();  // here it names a target, not a share
  if (exclusive(arguments, sides) && !request.blocks && !request.max_blocks) {
    request.max_blocks = kExclusiveMaxBlocks;
  }
  return request;
}

Run fresh_run(const Arguments& arguments, const Sides& sides) {
  const Request request = regress_request(arguments, sides);
  const std::vector<Share> shares = shares_of(request, sides);
  const std::string level = swaps(arguments)              ? "app"
                            : exclusive(arguments, sides) ? "boot"
                                                          : "mount";
  Run planned = planned_run(arguments, plan_of(request, sides, shares, level), shares, "regress");
  for (std::size_t i = shares.size() / 2; i < shares.size(); ++i) planned.mounts[i].target = 1;
  planned.settings["command"] = "regress";
  return planned;
}

/// How two labs are measured, which the user did not ask for in so many words.
std::string lab_note(const Arguments& arguments, const Sides& sides) {
  if (!both_lab(sides) || arguments.has("exclusive") || swaps(arguments)) return "";
  if (one_place(sides)) return "one lab serves both arms; --exclusive boots one for each";
  return "two labs cannot be up together: one is measured after the other, as by --exclusive";
}

ExitCode measure_and_judge(const Arguments& arguments, Run run) {
  const Sides sides = sides_of(arguments);
  World world(arguments);
  if (const std::string told = lab_note(arguments, sides); !told.empty()) {
    world.progress().note(told);
  }
  const bool in_turns = exclusive(arguments, sides);
  const Measured measured = measure({.arguments = arguments,
                                     .request = regress_request(arguments, sides),
                                     .run = std::move(run),
                                     .targets = {sides.baseline, sides.candidate},
                                     .one_place = !in_turns && one_place(sides),
                                     .one_at_a_time = in_turns,
                                     .swap_command = arguments.get("swap-command")},
                                    world);
  return judge_and_print(measured, arguments, world);
}

/// The options that decide what is measured, and how.
std::vector<Option> planning_options() {
  std::vector<Option> options = {
      {"baseline", "T1",
       "the target that is known to be good: lab, local:DIR, ..., with a share of its own as in "
       "lab,share=nfs3"},
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

ExitCode run_regress(const Arguments& arguments) {
  undecided_as(arguments);  // complain before hours of measuring
  if (arguments.has("resume")) {
    TakenUp taken = taken_up(arguments, "regress", planning_options());
    return measure_and_judge(taken.arguments, std::move(taken.run));
  }
  const Sides sides = sides_of(arguments);
  Run planned = fresh_run(arguments, sides);
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
       "sharebench regress --baseline lab,share=nfs3 --candidate lab,share=nfs4",
       "sharebench regress --baseline lab --candidate lab --exclusive --shares nfs3",
       "sharebench regress --baseline local:/srv,engine=docker --swap-command ./install.sh",
       "sharebench regress --baseline local:a --candidate local:b --margin 10% --json",
       "sharebench regress --resume out/20261124-183000-regress.run.json"},
      run_regress};
}

}  // namespace sharebench::cli
