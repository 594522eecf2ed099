// Real recordings become traces, and the replay of each leaves the tree that the program left.
#include "harness/trace/recording.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "harness/core/error.h"
#include "tests/unit/trace/captured_helper.h"
#include "workloads/support/trace_reader.h"
#include "workloads/workload.h"

namespace sharebench::trace {
namespace {

namespace fs = std::filesystem;

// strace -c counted the same command; a line is "% seconds usecs calls [errors] name".
TEST(Recording, CountsCallsAsStraceDoes) {
  const Scratch scratch;
  const Recorded recorded = make_trace("tar", scratch.path() / "t", true);
  std::map<std::string, std::uint64_t> expected;
  std::istringstream summary(read_whole(captured("tar.summary")));
  for (std::string line; std::getline(summary, line);) {
    std::istringstream words(line);
    std::string percent, seconds, each, name, word;
    std::uint64_t calls = 0;
    if (!(words >> percent >> seconds >> each >> calls) || percent == "100.00") continue;
    while (words >> word) name = word;
    expected[name] = calls;
  }
  EXPECT_GT(expected.size(), 15u);
  std::map<std::string, std::uint64_t> found = recorded.totals.calls;
  found.erase("exit_group");  // never returns, so -c does not count it
  EXPECT_EQ(found, expected);
}

class Replayed : public testing::TestWithParam<const char*> {};

TEST_P(Replayed, LeavesTheRecordedTree) {
  const Scratch scratch;
  const fs::path file = scratch.path() / "t.trace", area = scratch.path() / "area";
  const Recorded recorded = make_trace(GetParam(), file, true);
  EXPECT_GT(recorded.totals.operations, 10u);
  fs::create_directory(area);
  workloads::Context context;
  context.dir = area;
  context.params = {{"trace", file.string()}, {"think", "0"}};
  const auto replay = workloads::make_workload("replay");
  replay->prepare(context);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(replay->run(context).ops, recorded.totals.operations);
    // Held against find's list by hand once, then by the workload itself, which puts it back.
    const Snapshot after = parse_snapshot(read_whole(captured(std::string(GetParam()) + ".after")));
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(area)) {
      const auto wanted = after.find(entry.path().lexically_relative(area).string());
      ASSERT_NE(wanted, after.end()) << entry.path();
      if (entry.is_symlink()) {
        EXPECT_EQ(fs::read_symlink(entry.path()), wanted->second.target);
      } else if (entry.is_regular_file()) {
        EXPECT_EQ(entry.file_size(), wanted->second.size) << entry.path();
      }
    }
    replay->verify(context);
  }
}

INSTANTIATE_TEST_SUITE_P(Programs, Replayed, testing::Values("tar", "gcc", "git", "java"));

TEST(Recording, HidesEveryName) {
  const Scratch scratch;
  const fs::path file = scratch.path() / "t.trace";
  make_trace("git", file, false);
  const workloads::Trace trace = workloads::read_trace(read_whole(file), "t");
  ASSERT_GT(trace.names.size(), 10u);
  for (const std::string& name : trace.names) {
    EXPECT_EQ(name.find("git"), std::string::npos) << name;
    EXPECT_EQ(name.find("HEAD"), std::string::npos) << name;
  }
  for (const auto& [key, value] : trace.notes) {
    EXPECT_EQ((key + value).find("capture"), std::string::npos) << key;
  }
}

TEST(Recording, KeepsThreadsAndWhoWaitsForWhom) {
  const Scratch scratch;
  const fs::path file = scratch.path() / "t.trace";
  make_trace("gcc", file, true);
  const workloads::Trace trace = workloads::read_trace(read_whole(file), "t");
  std::map<Op, int> count;
  for (const TraceRecord& step : trace.steps) ++count[step.op];
  // make, and for each source gcc, cc1 and as.
  EXPECT_EQ(trace.threads, 7u);
  EXPECT_EQ(count[Op::kFork], 6);
  EXPECT_EQ(count[Op::kWait], 6);
  EXPECT_EQ(count[Op::kExit], 7);
}

TEST(Recording, RefusesWhatStraceDidNotWrite) {
  const Scratch scratch;
  TraceWriter writer(scratch.path() / "t", [](const std::string& name) { return name; });
  Recording recording({.root = "/r", .folder = "/r"}, writer);
  for (int i = 0; i < 10; ++i) recording.line("make: nothing to be done");
  EXPECT_THROW(recording.finish({}, {}), DataError);
}

}  // namespace
}  // namespace sharebench::trace
