// Real recordings become traces, and the replay of each leaves the tree that the program left.
#include "harness/trace/recording.h"

#include <fmt/format.h>
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

/// A recording of lines that a test writes.
struct Told {
  explicit Told(const Overhead& overhead = {}, const ThinkShares& shares = {})
      : recording({.root = "/r", .folder = "/r", .overhead = overhead, .shares = shares}, writer) {}

  Scratch scratch{};
  TraceWriter writer{scratch.path() / "t", [](const std::string& name) { return name; }};
  Recording recording;

  void line(std::string_view text) { recording.line(text); }
  /// Only once.
  std::vector<TraceRecord> steps() {
    totals = recording.finish({}, {});
    writer.finish();
    return workloads::read_trace(read_whole(scratch.path() / "t"), "t").steps;
  }

  RecordingTotals totals{};  ///< after steps()
};

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

/// A line of process 7, `at_us` after the first, that took 5 us.
std::string line_at(std::int64_t at_us, const std::string& call) {
  return fmt::format("7 {}.{:09} {} <0.000005000>", 1000 + at_us / 1'000'000,
                     at_us % 1'000'000 * 1000, call);
}

/// Process 7 starts its thread 8 after 10 us.
void start_two_threads(Told& told) {
  told.line(line_at(0, R"(execve("/bin/x", ["x"], 0x7 /* 1 vars */) = 0)"));
  told.line(line_at(10, "clone(child_stack=0x7f, flags=CLONE_FILES|CLONE_THREAD) = 8"));
}

/// What a step is, its size or number, and its think time in units of 100 ns.
using Step = std::tuple<Op, std::uint64_t, std::uint64_t>;

std::vector<Step> times_of(const std::vector<TraceRecord>& records) {
  std::vector<Step> steps;
  for (const TraceRecord& step : records) steps.emplace_back(step.op, step.size, step.think);
  return steps;
}

std::vector<std::pair<Op, std::uint32_t>> threads_of(const std::vector<TraceRecord>& records) {
  std::vector<std::pair<Op, std::uint32_t>> steps;
  for (const TraceRecord& step : records) steps.emplace_back(step.op, step.thread);
  return steps;
}

/// Think times in ns of 100 stats 25 us apart, one 10 ms later, and one after a sleep; and the
/// sleep.
std::map<std::int64_t, int> think_times(const ThinkShares& shares, ThinkTime& shared) {
  Told told({.inside_ns = 2000, .between_ns = 10'000}, shares);
  const std::string stat = R"(stat("a", {st_mode=S_IFREG|0644, st_size=1, ...}) = 0)";
  told.line(line_at(0, R"(execve("/bin/x", ["x"], 0x7 /* 1 vars */) = 0)"));
  for (int i = 1; i <= 100; ++i) told.line(line_at(30 * i, stat));
  told.line(line_at(13'000, stat));
  told.line("7 1000.013020000 poll(NULL, 0, 5) = 0 <0.005000000>");
  told.line(line_at(18'050, stat));
  told.line("7 1000.018055000 +++ exited with 0 +++");
  std::map<std::int64_t, int> times;
  for (const TraceRecord& step : told.steps()) {
    const bool counts = step.op == Op::kStat || step.op == Op::kReceive;
    if (counts) ++times[static_cast<std::int64_t>(step.think) * 100];
  }
  shared = told.totals.think;
  return times;
}

// 25 us of which strace takes 10; 9,995 us less 10; 5,045 us less 2 calls outside and 1 inside,
// with 5,000 us asleep; and 30 us less the same, from the start of execve on.
TEST(Recording, KeepsSharesOfTheGaps) {
  using Times = std::map<std::int64_t, int>;
  ThinkTime shared;
  EXPECT_EQ(think_times({}, shared),
            (Times{{8'000, 1}, {15'000, 99}, {9'985'000, 1}, {23'000, 1}, {5'000'000, 1}}));
  EXPECT_EQ(shared.short_ns, 99 * 15'000);
  EXPECT_EQ(shared.other_ns, 8'000 + 9'985'000 + 23'000);
  EXPECT_EQ(shared.files_ns, 102 * 3'000);
  EXPECT_EQ(think_times({.of_short = 0.2}, shared),
            (Times{{3'000, 99}, {8'000, 1}, {9'985'000, 1}, {23'000, 1}, {5'000'000, 1}}));
  EXPECT_EQ(shared.short_ns, 99 * 15'000);
  EXPECT_EQ(think_times({.of_short = 0.5, .of_other = 0.1}, shared),
            (Times{{800, 1}, {2'300, 1}, {7'500, 99}, {998'500, 1}, {5'000'000, 1}}));
}

TEST(ThinkShares, GiveTheCpuTimeToAllGaps) {
  const ThinkTime think = {.short_ns = 3'000'000, .other_ns = 1'000'000, .files_ns = 500'000};
  const auto shares = [&](const CpuTime& cpu) {
    const ThinkShares found = think_shares(think, cpu);
    return std::pair(found.of_short, found.of_other);
  };
  EXPECT_EQ(shares({}), std::pair(1.0, 1.0));
  EXPECT_EQ(shares({.user_s = 0.001}), std::pair(0.25, 1.0));
  EXPECT_EQ(shares({.user_s = 1}), std::pair(1.0, 1.0));
  EXPECT_EQ(shares({.user_s = 0.001, .system_s = 0.0015}), std::pair(0.5, 0.5));
  // Less than its file operations took: none of that was between them.
  EXPECT_EQ(shares({.user_s = 0.001, .system_s = 0.0001}), std::pair(0.25, 0.25));
}

// Threads that sleep when the process ends do not compute until then.
TEST(Recording, AWaitThatNeverReturnsIsNoThinkTime) {
  Told told;
  told.line(line_at(0, R"(execve("/bin/x", ["x"], 0x7 /* 1 vars */) = 0)"));
  told.line("7 1000.000100000 futex(0x7f4, FUTEX_WAIT_PRIVATE, 2, NULL <unfinished ...>");
  told.line("7 1000.500000000 +++ killed by SIGKILL +++");
  EXPECT_EQ(told.recording.finish({}, {}).think.other_ns, 100'000);
}

// A thread that waits 40 us for another, which computes for 20 us of these and then wakes it.
TEST(Recording, AThreadWaitsForTheOneThatWakesIt) {
  Told told;
  start_two_threads(told);
  told.line("7 1000.000020000 futex(0x7f0, FUTEX_WAIT_PRIVATE, 2, NULL <unfinished ...>");
  told.line("8 1000.000050000 futex(0x7f0, FUTEX_WAKE_PRIVATE, 1) = 1 <0.000005000>");
  told.line("7 1000.000060000 <... futex resumed>) = 0 <0.000040000>");
  told.line("7 1000.000070000 +++ exited with 0 +++");
  // Thread 8 sends 45 us after the clone began; 7 receives 5 us after that and goes on for 10.
  EXPECT_EQ(times_of(told.steps()), (std::vector<Step>{{Op::kFork, 1, 100},
                                                       {Op::kSend, 1, 450},
                                                       {Op::kReceive, 1, 50},
                                                       {Op::kExit, 0, 100},
                                                       {Op::kExit, 0, 150}}));
}

// The same, but the call that wakes returns after the one that waited: strace writes both lines
// then. A deadline that passed before the wake is no time of its own.
TEST(Recording, AThreadMayBeWokenBeforeTheWakeReturns) {
  Told told;
  start_two_threads(told);
  told.line(
      "7 1000.000015000 futex(0x7f0, FUTEX_WAIT_PRIVATE, 2, {tv_nsec=3000}) = -1 ETIMEDOUT "
      "<0.000003>");
  told.line("7 1000.000020000 futex(0x7f0, FUTEX_WAIT_PRIVATE, 2, NULL <unfinished ...>");
  told.line("8 1000.000050000 futex(0x7f0, FUTEX_WAKE_PRIVATE, 1 <unfinished ...>");
  told.line("7 1000.000060000 <... futex resumed>) = 0 <0.000040000>");
  told.line("8 1000.000065000 <... futex resumed>) = 1 <0.000015000>");
  told.line("7 1000.000070000 +++ exited with 0 +++");
  EXPECT_EQ(times_of(told.steps()), (std::vector<Step>{{Op::kFork, 1, 100},
                                                       {Op::kSend, 1, 400},
                                                       {Op::kReceive, 1, 100},
                                                       {Op::kExit, 0, 100},
                                                       {Op::kExit, 0, 200}}));
}

// A timer of 100 us goes off once while another thread works, and once after that has stopped: 30
// us of the first wait and all of the second are the clock's.
TEST(Recording, ATimerGoesOffAtTheSamePlaceAmongTheStepsOfOthers) {
  Told told;
  start_two_threads(told);
  told.line(line_at(85, R"(mkdir("a", 0777) = 0)"));
  told.line(
      "8 1000.000020000 futex(0x7f0, FUTEX_WAIT, 2, {tv_nsec=1}) = -1 ETIMEDOUT <0.000100000>");
  told.line(
      "8 1000.000120000 clock_nanosleep(CLOCK_REALTIME, 0, {tv_nsec=1}, NULL) = 0 <0.000100000>");
  told.line("8 1000.000220000 +++ exited with 0 +++");
  told.line("7 1000.000220000 +++ exited with 0 +++");
  const std::vector<TraceRecord> steps = told.steps();
  EXPECT_EQ(times_of(steps), (std::vector<Step>{{Op::kFork, 1, 100},
                                                {Op::kMakeFolder, 0, 750},
                                                {Op::kWait, 0, 0},
                                                {Op::kReceive, workloads::kNoPipe, 1300},
                                                {Op::kExit, 0, 0},
                                                {Op::kExit, 0, 1300}}));
  EXPECT_EQ(steps[2].thread, 1u);
}

TEST(Recording, AReaderOfAPipeMayGoOnBeforeTheWriteReturns) {
  Told told;
  told.line(line_at(0, R"(execve("/bin/x", ["x"], 0x7 /* 1 vars */) = 0)"));
  told.line(line_at(10, "pipe([3, 4]) = 0"));
  told.line(line_at(20, "clone(child_stack=NULL, flags=SIGCHLD) = 8"));
  told.line("8 1000.000050000 write(4, \"ab\"..., 9 <unfinished ...>");
  told.line("7 1000.000030000 read(3, \"ab\"..., 99) = 9 <0.000030000>");
  told.line("8 1000.000065000 <... write resumed>) = 9 <0.000015000>");
  using Places = std::vector<std::pair<Op, std::uint32_t>>;
  EXPECT_EQ(
      threads_of(told.steps()),
      (Places{{Op::kFork, 0}, {Op::kSend, 1}, {Op::kReceive, 0}, {Op::kExit, 0}, {Op::kExit, 1}}));
}

// Nobody waits for a thread that sleeps while another ends the process.
TEST(Recording, AThreadThatIsEndedByAnotherHasNoTimeOfItsOwn) {
  Told told;
  start_two_threads(told);
  told.line(
      "8 1000.000100000 futex(0x7f0, FUTEX_WAIT, 2, {tv_sec=1}) = -1 ETIMEDOUT <1.000000000>");
  told.line("8 1001.000150000 futex(0x7f0, FUTEX_WAIT, 2, {tv_sec=1} <unfinished ...>");
  told.line("7 1001.000200000 exit_group(0) = ?");
  told.line("8 1001.000300000 <... futex resumed>) = ?");
  told.line("8 1001.000310000 +++ exited with 0 +++");
  told.line("7 1001.000320000 +++ exited with 0 +++");
  // The 90 us before its first wait are its own.
  EXPECT_EQ(times_of(told.steps()), (std::vector<Step>{{Op::kFork, 1, 100},
                                                       {Op::kSend, 0, 900},
                                                       {Op::kExit, 0, 0},
                                                       {Op::kExit, 0, 10'003'100}}));
}

// What pthread_join(3) does: a wait for the number of a thread. The thread ends later in the text.
TEST(Recording, JoinsAThread) {
  Told told;
  told.line(line_at(0, R"(execve("/bin/x", ["x"], 0x7 /* 1 vars */) = 0)"));
  told.line(line_at(10, "clone3({flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_THREAD}, 88) = 8"));
  told.line(
      "7 1000.000020000 futex(0x7f0, FUTEX_WAIT_BITSET|FUTEX_CLOCK_REALTIME, 8, NULL, "
      "FUTEX_BITSET_MATCH_ANY <unfinished ...>");
  told.line(R"(8 1000.000030000 mkdir("a", 0777) = 0 <0.000100000>)");
  told.line("7 1000.000140000 <... futex resumed>) = 0 <0.000120000>");
  told.line("8 1000.000150000 +++ exited with 0 +++");
  told.line("7 1000.000170000 +++ exited with 0 +++");
  EXPECT_EQ(
      threads_of(told.steps()),
      (std::vector<std::pair<Op, std::uint32_t>>{
          {Op::kFork, 0}, {Op::kMakeFolder, 1}, {Op::kWait, 0}, {Op::kExit, 1}, {Op::kExit, 0}}));
}

TEST(Recording, RefusesWhatStraceDidNotWrite) {
  Told told;
  for (int i = 0; i < 10; ++i) told.line("make: nothing to be done");
  EXPECT_THROW(told.recording.finish({}, {}), DataError);
}

// A fuzzer found such lines; a day of 2**62 ns after the first call is none of the recording.
TEST(Recording, TakesTimesFarFromItsStartForNoLines) {
  Told told;
  for (int i = 0; i < 3000; ++i) told.line("7 1700000000.5 close(9) = 0 <0.000010>");
  told.line("7 3999999999.5 close(9) = 0 <0.000010>");
  told.line("7 9999999999.5 close(9) = 0 <0.000010>");
  told.line("7 1700000001.5 close(9) = 0 <8999999999.0>");
  told.line("7 1700000002.5 exit_group(0) = ?");
  told.line("7 1700000002.5 +++ exited with 0 +++");
  const RecordingTotals totals = told.recording.finish({}, {});
  EXPECT_EQ(totals.unread, 2u);
  EXPECT_EQ(totals.wall_ns, 2'000'000'000);
}

TEST(ThinkTime, SumsDoNotOverflow) {
  std::int64_t sum_ns = 5;
  add_time(sum_ns, -3);
  EXPECT_EQ(sum_ns, 5);
  for (int i = 0; i < 1000; ++i) add_time(sum_ns, kLongestRecording_ns);
  EXPECT_EQ(sum_ns, std::int64_t{1} << 61);
}

}  // namespace
}  // namespace sharebench::trace
