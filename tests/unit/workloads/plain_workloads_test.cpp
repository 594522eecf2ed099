// What holds for each workload but the jar ones: it passes, repeats, and depends on its seed alone.
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

constexpr std::uint64_t kAny = ~std::uint64_t{0};  // what the seed decides

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
      {"watch_poll",
       {{"files", "90"},
        {"dirs", "12"},
        {"depth", "3"},
        {"passes", "3"},
        {"changed", "4"},
        {"threads", "2"}},
       309,
       kAny,
       {{"stat", 309}, {"open", 12}, {"read", 12}}},
      {"javac_build",
       {{"sources", "20"}, {"packages", "3"}, {"source", "700"}, {"class", "500"}},
       20,
       20 * 700 + 40 * 500,
       {{"stat", 140},
        {"readlink", 20},
        {"open", 20},
        {"read", 20},
        {"miss", 40},
        {"create", 40},
        {"write", 40},
        {"close", 40}}},
      {"composer_autoload",
       {{"classes", "40"}, {"libraries", "4"}, {"absent", "25"}, {"size", "900"}},
       50,
       36000,
       {{"miss", 110}, {"hit", 40}, {"resolve", 40}, {"open", 40}, {"read", 40}, {"close", 40}}},
      {"sqlite_commit",
       {{"count", "20"}, {"row", "100"}, {"page", "1024"}},
       20,
       40960,
       {{"begin", 20}, {"journal", 20}, {"sync", 40}, {"write", 20}, {"unlink", 20}, {"end", 20}}},
      {"mmap_read",
       {{"files", "3"}, {"size", "100001"}, {"block", "4KiB"}, {"order", "random"}},
       75,
       300003,
       {{"map", 3}, {"touch", 75}}},
      {"operation_costs",
       {{"op", "write_page"}, {"count", "20"}},
       20,
       20 * 4096,
       {{"open", 20}, {"write", 20}, {"close", 20}}},
  };
  return kCases;
}

/// What of these the seed decides is not counted here.
const std::vector<Case>& big_cases() {
  static const std::vector<Case> kCases = {
      {"git_status",
       {{"files", "90"}, {"dirs", "12"}, {"depth", "3"}, {"changed", "4"}, {"threads", "2"}},
       103,
       kAny,
       {}},
      {"npm_install", {{"files", "230"}, {"threads", "2"}}, 230, kAny, {}},
      {"untar", {{"files", "230"}, {"owner", "true"}}, kAny, kAny, {}},
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
    if (GetParam().ops != kAny) {
      EXPECT_EQ(tally.ops, GetParam().ops);
    }
    EXPECT_GT(tally.ops, 0u);
    if (GetParam().bytes != kAny) {
      EXPECT_EQ(tally.bytes, GetParam().bytes);
    }
    std::map<std::string, std::uint64_t> kinds;
    for (const auto& [kind, latency] : tally.latencies) kinds[kind] = latency.count();
    if (!GetParam().kinds.empty()) {
      EXPECT_EQ(kinds, GetParam().kinds);
    }
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
  const Tally sparse = workload_->run(made);
  workload_->verify(made);
  made.latency_every = 1;
  ++made.sample_index;
  const Tally dense = workload_->run(made);
  for (const auto& [kind, latency] : sparse.latencies) {
    const std::uint64_t all = dense.latencies.at(kind).count();
    EXPECT_LE(latency.count(), std::max<std::uint64_t>(all / 16 * 3 / 2, all / 16 + 4)) << kind;
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
INSTANTIATE_TEST_SUITE_P(Big, PlainWorkload, testing::ValuesIn(big_cases()),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace sharebench::workloads
