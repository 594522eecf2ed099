// From what was asked to what will be done, and every refusal on the way.
#include "harness/plan/build_plan.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/plan/suites.h"

namespace sharebench::plan {
namespace {

const TargetFacts kLab{
    .id = "lab", .kind = "lab", .channels = {Channel::kVboxsf, Channel::kNfs, Channel::kGuestDisk}};
const TargetFacts kLocal{.id = "local", .kind = "local", .channels = {Channel::kHostDirectory}};

Plan planned(const Request& request, const TargetFacts& target) {
  return build_plan(request, target, choose_shares(request, target));
}

std::string refusal(const Request& request, const TargetFacts& target) {
  try {
    planned(request, target);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(BuildPlan, TheLabMeasuresTheMissionOnVboxsfNfsAndItsDisk) {
  const Request request;
  const auto shares = choose_shares(request, kLab);
  ASSERT_EQ(shares.size(), 3u);
  EXPECT_EQ(shares[0].name, "vboxsf");
  EXPECT_EQ(shares[1].name, "nfs3");
  EXPECT_EQ(shares[2].name, "disk");
  const Plan plan = build_plan(request, kLab, shares);
  EXPECT_EQ(plan.blocks, 48);
  EXPECT_EQ(plan.looks, (std::vector<int>{8, 12, 16, 24, 32, 48}));
  EXPECT_EQ(plan.samples_per_block, 2);
  EXPECT_EQ(plan.warmups, 1);
  EXPECT_EQ(plan.paces_s, (std::vector<double>{1e-3, 3e-3}));
  EXPECT_EQ(plan.workloads.size(), suite("mission").size());
  EXPECT_TRUE(plan.guard_required);
}

TEST(BuildPlan, VboxsfAndNfsArePacedAndEveryArmIsCountedAtFullSize) {
  const Plan plan = planned({}, kLab);
  const auto paced = [](const Cell& cell) { return cell.pace_s > 0; };
  const auto full = [](const Cell& cell) { return cell.full_size; };
  for (const Cell& cell : plan.cells) EXPECT_FALSE(cell.pace_s > 0 && cell.mount == 2);
  const auto workloads = static_cast<std::ptrdiff_t>(plan.workloads.size());
  EXPECT_EQ(std::count_if(plan.cells.begin(), plan.cells.end(), paced), 4 * workloads);
  EXPECT_EQ(std::count_if(plan.cells.begin(), plan.cells.end(), full), 3 * workloads);
}

TEST(BuildPlan, AFixedNumberOfBlocksHasNoLooksAndTheMostIsTheLastLook) {
  Request fixed;
  fixed.blocks = 8;
  EXPECT_TRUE(planned(fixed, kLab).looks.empty());
  Request most;
  most.max_blocks = 20;
  EXPECT_EQ(planned(most, kLab).looks, (std::vector<int>{8, 12, 16, 20}));
  most.max_blocks = 6;
  EXPECT_EQ(planned(most, kLab).looks, (std::vector<int>{6}));
  most.blocks = 8;
  EXPECT_EQ(refusal(most, kLab), "--blocks and --max-blocks were both given");
}

TEST(BuildPlan, LocalHasNoPaceAndFourSamples) {
  Request request;
  request.suite = "quick";
  const Plan plan = planned(request, kLocal);
  EXPECT_TRUE(plan.paces_s.empty());
  EXPECT_EQ(plan.samples_per_block, 4);
  EXPECT_EQ(plan.warmups, 3);
  EXPECT_FALSE(plan.guard_required);
}

TEST(BuildPlan, NamedWorkloadsKeepTheSizesThatTheUserGave) {
  Request request;
  request.workloads = parse_spec_list("small_files:count=77", "--workloads");
  const Plan plan = planned(request, kLab);
  EXPECT_EQ(plan.workloads[0].params.at("count"), "77");
  EXPECT_EQ(plan.workloads[0].params.at("size"), "4KiB");
}

TEST(BuildPlan, RefusesWithASentence) {
  Request unknown;
  unknown.workloads = parse_spec_list("smal_files", "--workloads");
  EXPECT_EQ(refusal(unknown, kLab),
            "there is no workload 'smal_files'; did you mean 'small_files'?");

  Request param;
  param.workloads = parse_spec_list("small_files:counts=3", "--workloads");
  EXPECT_EQ(refusal(param, kLab),
            "there is no parameter of workload small_files 'counts'; did you mean 'count'?");

  Request share;
  share.shares = parse_spec_list("osxfs", "--shares");
  EXPECT_EQ(
      refusal(share, kLab),
      "the target 'lab' does not offer the share 'osxfs': it needs the engine's own file sharing");

  Request twice;
  twice.shares = parse_spec_list("nfs3,nfs3", "--shares");
  EXPECT_EQ(refusal(twice, kLab), "the share 'nfs3' is named twice");

  Request both;
  both.suite = "quick";
  both.workloads = parse_spec_list("small_files", "--workloads");
  EXPECT_EQ(refusal(both, kLab), "--workloads and --suite were both given");

  Request suite_name;
  suite_name.suite = "missoin";
  EXPECT_EQ(refusal(suite_name, kLab), "there is no suite 'missoin'; did you mean 'mission'?");

  Request baseline;
  baseline.baseline = "nfs";
  EXPECT_EQ(refusal(baseline, kLab),
            "there is no share to be the baseline 'nfs'; did you mean 'nfs3'?");

  Request pace;
  pace.paces_given = true;
  pace.paces_s = {1e-3, 3e-3};
  EXPECT_EQ(refusal(pace, kLocal), "--pace is for the lab, not for the target 'local'");
  pace.paces_s = {3e-3, 1e-3};
  EXPECT_EQ(refusal(pace, kLab), "--pace needs the smaller pace first");
  pace.paces_s = {1e-3};
  EXPECT_EQ(refusal(pace, kLab), "--pace needs two paces, got 1");
}

TEST(Describe, SaysWhatWillHappenAndHowLong) {
  const Request request;
  const auto shares = choose_shares(request, kLab);
  const std::string text = describe(build_plan(request, kLab, shares), kLab, shares);
  EXPECT_NE(text.find("share     vboxsf  (baseline)"), std::string::npos) << text;
  EXPECT_NE(text.find("blocks    48 at most, stopping when all is decided (looks after 8, 12,"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("estimate  "), std::string::npos);
}

TEST(BuildPlan, CostsAreMeasuredBesideWhatWasAskedFor) {
  Request request;
  request.costs = true;
  request.workloads = parse_spec_list("stat_tree,operation_costs:op=rename", "--workloads");
  const auto shares = choose_shares(request, kLab);
  const Plan plan = build_plan(request, kLab, shares);
  ASSERT_EQ(plan.workloads.size(), 1 + cost_workloads().size());
  EXPECT_EQ(plan.workloads[0].name, "stat_tree");
  EXPECT_EQ(plan.workloads.back().params.at("count"), "20") << "small in the lab";
  Request suite;
  suite.costs = true;
  const Plan mission = build_plan(suite, kLab, shares);
  EXPECT_EQ(mission.full_size.size(), 4u) << "costs are not counted at full size";
  for (const Cell& cell : mission.cells) EXPECT_TRUE(!cell.full_size || cell.workload < 4);
}

TEST(Suites, EveryWorkloadThatNeedsNoFileIsInFull) {
  for (const WorkloadInfo& info : known_workloads()) {
    const bool needs_file = std::any_of(info.params.begin(), info.params.end(),
                                        [](const WorkloadParam& param) { return param.file; });
    const auto full = suite("full");
    const bool there = std::any_of(full.begin(), full.end(),
                                   [&](const SpecText& spec) { return spec.name == info.name; });
    EXPECT_EQ(there, !needs_file) << info.name;
  }
}

TEST(Suites, AFileThatIsNeededMustBeNamed) {
  EXPECT_THROW(make_workload_spec({.name = "replay", .label = "replay"}), UsageError);
  const WorkloadSpec spec = make_workload_spec(
      {.name = "replay", .label = "replay:trace=a", .options = {{"trace", "a"}}});
  EXPECT_EQ(files_of(spec), std::vector<std::string>{"a"});
  EXPECT_TRUE(files_of(make_workload_spec({.name = "stat_tree", .label = "stat_tree"})).empty());
}

}  // namespace
}  // namespace sharebench::plan
