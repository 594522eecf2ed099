// What holds for each of the eight plain workloads: it passes, repeats, and depends on its seed
// alone.
#include <fstream>

#include "tests/unit/workloads/workload_fixture.h"
#include "workloads/support/params.h"
#include "workloads/support/stop.h"

namespace sharebench::workloads {
namespace {

struct Case {
  std::string name;
  Params params;
  std::uint64_t ops, bytes;
  std::map<std::string, std::uint64_t> kinds;
};

std::ostream& operator<<(std::ostream& out, const Case& one) {
  return out << one.name;
}

const std::vector<Case>& cases() {
  static const std::vector<Case> kCases = {
      {"small_files",
       {{"count", "230"}, {"size", "100"}, {"depth", "2"}},
       230,
       46000,
       {{"create", 230},
        {"write", 230},
        {"close", 460},
        {"stat", 230},
        {"open", 230},
        {"read", 230},
        {"unlink", 230}}},
      {"stat_tree",
       {{"files", "90"}, {"dirs", "12"}, {"depth", "3"}},
       103,
       0,
       {{"lstat", 90}, {"readdir", 13}}},
      {"lookup_misses",
       {{"count", "300"}, {"depth", "3"}, {"hits", "0"}},
       300,
       0,
       {{"miss", 300}, {"hit", 0}}},
      {"sequential_read",
       {{"size", "100001"}, {"block", "4KiB"}},
       25,
       100001,
       {{"open", 1}, {"read", 25}}},
      {"sequential_write",
       {{"size", "100001"}, {"block", "4KiB"}},
       25,
       100001,
       {{"create", 1}, {"write", 25}, {"sync", 1}}},
      {"random_read",
       {{"size", "100001"}, {"block", "4KiB"}, {"count", "70"}},
       70,
       70 * 4096,
       {{"open", 1}, {"read", 70}}},
      {"rename_replace",
       {{"count", "20"}, {"size", "5000"}},
       20,
       100000,
       {{"create", 20}, {"write", 20}, {"close", 20}, {"rename", 20}}},
      {"append_sync", {{"count", "20"}, {"size", "100"}}, 20, 2000, {{"append", 20}, {"sync", 20}}},
      {"operation_costs",
       {{"op", "write_page"}, {"count", "20"}},
       20,
       20 * 4096,
       {{"open", 20}, {"write", 20}, {"close", 20}}},
  };
  return kCases;
}

class PlainWorkload : public WorkloadTest, public testing::WithParamInterface<Case> {
 protected:
  Context prepared(std::uint64_t seed) {
    const Context made = context(GetParam().name, GetParam().params, seed);
    workload_ = make_workload(GetParam().name);
    workload_->prepare(made);
    return made;
  }

  std::unique_ptr<Workload> workload_;
};

TEST_P(PlainWorkload, RunsAndVerifiesAgainAndAgainAndLeavesTheFolderAsItWas) {
  Context made = prepared(1);
  std::vector<std::string> before, after;
  for (const auto& [name, bytes] : snapshot(made.dir)) before.push_back(name);
  for (; made.sample_index < 3; ++made.sample_index) {
    const Tally tally = workload_->run(made);
    EXPECT_EQ(tally.ops, GetParam().ops);
    EXPECT_EQ(tally.bytes, GetParam().bytes);
    std::map<std::string, std::uint64_t> kinds;
    for (const auto& [kind, latency] : tally.latencies) kinds[kind] = latency.count();
    EXPECT_EQ(kinds, GetParam().kinds);
    workload_->verify(made);
  }
  for (const auto& [name, bytes] : snapshot(made.dir)) after.push_back(name);
  EXPECT_EQ(after, before);
}

TEST_P(PlainWorkload, TheSeedDecidesEveryNameAndByte) {
  const Context one = prepared(1);
  workload_->run(one);
  const Context same = prepared(1);
  workload_->run(same);
  const Context other = prepared(2);
  workload_->run(other);
  EXPECT_EQ(snapshot(one.dir), snapshot(same.dir));
  EXPECT_NE(snapshot(one.dir), snapshot(other.dir));
}

TEST_P(PlainWorkload, ASampleMayBeSkipped) {
  Context made = prepared(1);
  made.sample_index = 5;
  workload_->run(made);
  EXPECT_NO_THROW(workload_->verify(made));
}

TEST_P(PlainWorkload, OneLatencyInManyIsTakenWhenAskedFor) {
  Context made = prepared(1);
  made.latency_every = 16;
  for (const auto& [kind, latency] : workload_->run(made).latencies) {
    EXPECT_LE(latency.count(), GetParam().kinds.at(kind) / 16 + 2) << kind;
  }
  EXPECT_NO_THROW(workload_->verify(made));
}

TEST_P(PlainWorkload, StopsAtTheNextOperationWhenAsked) {
  const Context made = prepared(1);
  stop_flag = true;
  EXPECT_THROW(workload_->run(made), Stopped);
  stop_flag = false;
}

TEST_P(PlainWorkload, EveryParameterIsChecked) {
  for (const auto& [name, value] : context(GetParam().name, {}).params) {
    for (const char* bad : {"lots", "-1", "", "99999999999999999999"}) {
      Params params = GetParam().params;
      params[name] = bad;
      const Context made = context(GetParam().name, params);
      EXPECT_THROW(make_workload(GetParam().name)->prepare(made), ParamError) << name << bad;
    }
  }
}

TEST_P(PlainWorkload, AFileThatShouldNotBeThereIsNamed) {
  const Context made = prepared(1);
  workload_->run(made);
  std::filesystem::path folder = made.dir;
  for (const auto& [name, bytes] : snapshot(made.dir)) {
    if (name.back() == '/') folder = made.dir / name;  // the last, so the deepest
  }
  std::ofstream(folder / "stray") << "x";
  EXPECT_THAT(error_of([&] { workload_->verify(made); }),
              testing::HasSubstr("stray is there but should not be"));
}

INSTANTIATE_TEST_SUITE_P(All, PlainWorkload, testing::ValuesIn(cases()),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace sharebench::workloads
