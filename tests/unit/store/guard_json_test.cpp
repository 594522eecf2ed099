// The guard's states in a run file: what is written comes back, and damage is named.
#include "harness/store/guard_json.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>

#include "harness/core/error.h"
#include "harness/store/run_json.h"
#include "tests/unit/report/sample_run.h"
#include "tests/unit/store/schema_checker_helper.h"

namespace sharebench::store {
namespace {

using nlohmann::json;

sharebench::Run guarded() {
  sharebench::Run run = sample_run::lab();
  const Exposure door = {"nfsd",     "tcp",   2049,       "en0", "inet6",
                         "stranger", "block", "tcp drop", true};
  run.guard = {{GuardVerdict::kProtected, {door}, {"40 doors shut"}, {"no reference"}},
               {GuardVerdict::kUnknown, {}, {"nft was not captured"}, {}}};
  for (Block& block : run.blocks) block.guard_before = 0, block.guard_after = 1;
  return run;
}

std::string complaint(const std::function<void(json&)>& damage) {
  json run = json::parse(to_text(guarded()));
  damage(run);
  try {
    from_json(run);
  } catch (const DataError& error) {
    return error.what();
  }
  return "no complaint";
}

TEST(GuardJson, ComesBackAsItWasWritten) {
  const sharebench::Run run = guarded();
  const sharebench::Run back = from_json(json::parse(to_text(run)));
  EXPECT_EQ(back.guard, run.guard);
  EXPECT_EQ(back.blocks[2].guard_before, 0);
  EXPECT_EQ(back.blocks[2].guard_after, 1);
}

TEST(GuardJson, IsWhatTheSchemaSays) {
  const char* root = std::getenv("SOURCE_DIR");
  std::ifstream in(std::string(root ? root : ".") + "/results/schema/run.v1.schema.json");
  const json schema = json::parse(in);
  EXPECT_EQ(schema_violations(schema, json::parse(to_text(guarded()))), std::vector<std::string>{});
  json wrong = json::parse(to_text(guarded()));
  wrong["guard"][0]["exposures"][0].erase("rule");
  wrong["blocks"][0]["guard_after"] = "late";
  EXPECT_EQ(schema_violations(schema, wrong).size(), 2u);
}

TEST(GuardJson, DamageIsNamed) {
  EXPECT_NE(complaint([](json& run) {
              run["guard"][0]["verdict"] = "safe";
            }).find("'safe' is no verdict"),
            std::string::npos);
  EXPECT_NE(complaint([](json& run) {
              run["blocks"][1]["guard_after"] = 2;
            }).find("blocks[1].guard_after is 2, outside 0 to 1"),
            std::string::npos);
  EXPECT_NE(
      complaint([](json& run) { run["guard"][0]["exposures"][0]["port"] = 70000; }).find("port"),
      std::string::npos);
  EXPECT_NE(complaint([](json& run) { run["guard"][1]["evidence"] = {1}; }).find("evidence"),
            std::string::npos);
}

}  // namespace
}  // namespace sharebench::store
