// The settings proposed are those that take round trips away, largest saving first.
#include "harness/explain/settings.h"

#include <gtest/gtest.h>

namespace sharebench::explain {
namespace {

Run run_on(const std::string& type, const std::map<std::string, std::string>& options) {
  Run run;
  Mount mount;
  mount.share.name = mount.share.type = type;
  mount.share.options = options;
  run.mounts.push_back(mount);
  WorkloadSpec workload;
  workload.name = workload.label = "small_files";
  workload.params = {{"depth", "2"}};
  run.plan.workloads.push_back(workload);
  return run;
}

Explanation made_of(const Run& run, const std::vector<PredictedPart>& parts) {
  Prediction row;
  row.workload = "small_files";
  row.share = run.mounts[0].share.name;
  row.pace_s = 3e-3;
  row.parts = parts;
  for (const PredictedPart& part : parts) row.predicted_s.value += part.seconds;
  Explanation explanation;
  explanation.predictions.push_back(row);
  return explanation;
}

TEST(BestSettings, VboxsfIsToTrustAttributesAndPathsToBeShort) {
  const sharebench::Run run = run_on("vboxsf", {});
  const auto found =
      best_settings(run, made_of(run, {{"CREATE", 300, 0.9}, {"CLOSE", 100, 0.1}}), 3);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].change, "ttl=5000");
  EXPECT_NEAR(found[0].after_s, 0.4, 1e-9) << "200 lookups of 3 ms go";
  EXPECT_EQ(found[0].new_share->name, "vboxsf:ttl=5000");
  EXPECT_EQ(found[1].change, "depth=0");
  EXPECT_NEAR(found[1].after_s, 1 - 0.6 * 2 / 5, 1e-9);
  EXPECT_EQ(found[1].new_workload->params.at("depth"), "0");
}

TEST(BestSettings, NfsWithoutAnAttributeCacheIsToHaveOne) {
  const sharebench::Run run = run_on("nfs3", {{"actimeo", "0"}, {"rsize", "65536"}});
  const auto found =
      best_settings(run, made_of(run, {{"GETATTR", 400, 0.8}, {"ACCESS", 50, 0.1}}), 1);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].change, "without actimeo=0");
  EXPECT_EQ(found[0].new_share->name, "nfs3:rsize=65536");
  EXPECT_TRUE(found[0].at_least);
}

TEST(BestSettings, AnAsynchronousExportKeepsTheCommitAndSavesTheDisk) {
  sharebench::Run run = run_on("nfs3", {});
  const auto parts = std::vector<PredictedPart>{{"COMMIT", 50, 0.5}, {"WRITE", 50, 0.2}};
  const auto elsewhere = best_settings(run, made_of(run, parts), 3);
  ASSERT_EQ(elsewhere.size(), 1u);
  EXPECT_EQ(elsewhere[0].change, "export=async");
  EXPECT_NEAR(elsewhere[0].after_s, 0.4, 1e-9) << "a COMMIT then takes what a WRITE takes";
  EXPECT_FALSE(elsewhere[0].not_here.empty()) << "the server is not ours";

  run.targets.push_back({.id = "lab", .kind = "lab"});
  const auto in_lab = best_settings(run, made_of(run, parts), 3);
  ASSERT_EQ(in_lab.size(), 1u);
  EXPECT_TRUE(in_lab[0].not_here.empty());
  EXPECT_EQ(in_lab[0].new_share->name, "nfs3:export=async");
}

TEST(BestSettings, AclCallsGoWithAMountOption) {
  const sharebench::Run run = run_on("nfs3", {});
  const auto found =
      best_settings(run, made_of(run, {{"GETACL", 50, 0.25}, {"LOOKUP", 50, 0.25}}), 3);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].new_share->name, "nfs3:noacl=1");
  EXPECT_NEAR(found[0].after_s, 0.25, 1e-9);
}

TEST(BestSettings, NothingWhereNothingCanGo) {
  const sharebench::Run run = run_on("sshfs", {});
  EXPECT_TRUE(best_settings(run, made_of(run, {{"LOOKUP", 50, 0.5}}), 3).empty());
}

}  // namespace
}  // namespace sharebench::explain
