// `sharebench selftest`: equal arms on this target, and what it can tell apart.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "harness/cli/measure.h"
#include "harness/cli/outputs.h"
#include "harness/cli/request.h"
#include "harness/cli/resume.h"
#include "harness/cli/rows.h"
#include "harness/cli/selftest_output.h"
#include "harness/store/run_file.h"

namespace sharebench::cli {
namespace {

constexpr int kSelftestBlocks = 12;

Request selftest_request(const Arguments& arguments) {
  Request request = make_request(arguments);
  if (request.target.empty()) request.target = "lab";
  if (!request.blocks && !request.max_blocks) request.blocks = kSelftestBlocks;
  if (request.max_blocks) {
    throw UsageError("a self-test has a fixed length", "give --blocks N (default: 12)");
  }
  if (request.workloads.empty() && request.suite.empty()) request.suite = "quick";
  return request;
}

TargetSpec target_of(const Arguments& arguments) {
  return parse_target(selftest_request(arguments).target);
}

/// The shares to test: those that were named, else the first that the target usually offers.
std::vector<Share> shares_to_test(const Request& request, const plan::TargetFacts& facts) {
  std::vector<Share> shares = plan::choose_shares(request, facts);
  if (request.shares.empty()) shares.resize(1);
  return shares;
}

/// Every share twice, and every second one compared with its first.
std::vector<Share> doubled(const std::vector<Share>& shares) {
  std::vector<Share> twice = shares;
  for (Share share : shares) {
    share.name += " (again)";
    twice.push_back(std::move(share));
  }
  return twice;
}

Plan unpaced(Plan plan, const plan::TargetFacts& facts, std::size_t shares) {
  plan.full_size.clear();
  plan.paces_s.clear();
  std::erase_if(plan.cells, [](const Cell& cell) { return cell.full_size || cell.pace_s > 0; });
  plan.samples_per_block = 4;
  plan.estimated_s = plan::estimate_seconds(plan, facts, shares);
  return plan;
}

Run equal_arms_run(const Arguments& arguments) {
  const Request request = selftest_request(arguments);
  const plan::TargetFacts facts = facts_of(target_of(arguments));
  const std::vector<Share> shares = doubled(shares_to_test(request, facts));
  Plan plan = unpaced(plan::build_plan(request, facts, shares), facts, shares.size());
  const int half = static_cast<int>(shares.size()) / 2;
  for (int mount = 0; mount < 2 * half; ++mount) plan.baselines.push_back(mount % half);
  return planned_run(arguments, std::move(plan), shares, "selftest");
}

ExitCode equal_arms(const Arguments& arguments, Run run) {
  World world(arguments);
  const Measured measured = measure({.arguments = arguments,
                                     .request = selftest_request(arguments),
                                     .run = std::move(run),
                                     .targets = {target_of(arguments)}},
                                    world);
  const auto rows = stats::judge_selftests(store::load(measured.file));
  world.progress().note("left " + measured.file.string());
  if (arguments.has("json")) {
    nlohmann::json answer = selftest_json(rows);
    answer["run_file"] = measured.file.string();
    fmt::print("{}\n", answer.dump(2));
  } else {
    fmt::print("{}", selftest_text(rows));
  }
  return worst_light(rows) == Light::kRed ? ExitCode::kEnvironment : ExitCode::kYes;
}

/// Seconds that a sample, a mount and a boot take, each beyond what is inside it.
std::vector<double> costs_of(const Run& run, const stats::LevelSizes& sizes) {
  double blocks_s = 0, setup_s = 0;
  for (const Block& block : run.blocks) {
    blocks_s += block.wall_s;
    setup_s += block.setup_s;
  }
  const auto up = run.wall_s.find("until the target was up");
  const double boots_s = up == run.wall_s.end() ? 0 : up->second;
  const auto samples = static_cast<double>(std::max<std::size_t>(run.samples.size(), 1));
  const auto blocks = static_cast<double>(std::max<std::size_t>(run.blocks.size(), 1));
  constexpr double kLeast_s = 1e-6;
  return {std::max(kLeast_s, (blocks_s - setup_s) / samples),
          std::max(kLeast_s, (setup_s - boots_s) / blocks),
          std::max(kLeast_s, boots_s / sizes.boots)};
}

Run levels_run(const Arguments& arguments) {
  const Request request = selftest_request(arguments);
  const plan::TargetFacts facts = facts_of(target_of(arguments));
  const std::vector<Share> shares = shares_to_test(request, facts);
  if (shares.size() > 1) {
    throw UsageError("--levels tests one share", "name one: --shares SHARE");
  }
  const stats::LevelSizes sizes;
  Plan plan = unpaced(plan::build_plan(request, facts, shares), facts, 1);
  plan.samples_per_block = sizes.samples;
  plan.blocks = sizes.boots * sizes.mounts;
  return planned_run(arguments, std::move(plan), shares, "levels");
}

ExitCode levels(const Arguments& arguments, Run run) {
  const stats::LevelSizes sizes;
  World world(arguments);
  const Measured measured = measure({.arguments = arguments,
                                     .request = selftest_request(arguments),
                                     .run = std::move(run),
                                     .targets = {target_of(arguments)},
                                     .one_at_a_time = true,
                                     .boots = sizes.boots,
                                     .mounts = sizes.mounts},
                                    world);
  const std::vector<double> costs_s = costs_of(measured.run, sizes);
  const auto rows = stats::judge_levels(store::load(measured.file), sizes, costs_s);
  world.progress().note("left " + measured.file.string());
  if (arguments.has("json")) {
    fmt::print("{}\n", levels_json(rows, sizes, costs_s).dump(2));
  } else {
    fmt::print("{}", levels_text(rows, sizes, costs_s));
  }
  return ExitCode::kYes;
}

ExitCode measure_equal_arms(const Arguments& arguments, Run run) {
  return arguments.has("levels") ? levels(arguments, std::move(run))
                                 : equal_arms(arguments, std::move(run));
}

/// The options that decide what is measured, and how.
std::vector<Option> selftest_planning_options() {
  std::vector<Option> options = {
      {"levels", "",
       "4 boots of 4 mounts of 4 samples: where does the variance arise, and what must a block "
       "redo?"},
      {"blocks", "N", "blocks of equal arms (default: 12)"},
  };
  for (const Option& option : request_options()) {
    const bool other = option.name == "baseline" || option.name == "max-blocks" ||
                       option.name == "blocks" || option.name == "pace" ||
                       option.name == "time-budget";
    if (!other) options.push_back(option);
  }
  return options;
}

ExitCode run_selftest(const Arguments& arguments) {
  if (arguments.has("resume")) {
    TakenUp taken = taken_up(arguments, "selftest", selftest_planning_options());
    return measure_equal_arms(taken.arguments, std::move(taken.run));
  }
  Run planned = arguments.has("levels") ? levels_run(arguments) : equal_arms_run(arguments);
  planned.settings["command"] = "selftest";
  return measure_equal_arms(arguments, std::move(planned));
}

}  // namespace

Command selftest_command() {
  std::vector<Option> options = selftest_planning_options();
  options.push_back(resume_option());
  const std::vector<Option> measuring = measuring_options();
  options.insert(options.end(), measuring.begin(), measuring.end());
  return {"selftest",
          "one target against itself: the smallest effect and margin that it can gate",
          {},
          options,
          {"sharebench selftest --target local:/mnt/x",
           "sharebench selftest --target lab --shares nfs3",
           "sharebench selftest --target local --workloads small_files --json",
           "sharebench selftest --levels --target local:/mnt/x"},
          run_selftest};
}

}  // namespace sharebench::cli
