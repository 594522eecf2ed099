// Writers that meet, and writers that are cut off: nothing is lost and nothing is half there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>
#include <set>

#include "harness/core/error.h"
#include "harness/history/history.h"
#include "harness/history/transaction.h"
#include "tests/unit/history/databases_helper.h"
#include "tests/unit/history/entries_helper.h"

namespace sharebench::history {
namespace {

constexpr int kFigures = 5, kBlocks = 8;

/// A process of its own that runs `work` and ends with 0, or 1 after an exception.
pid_t in_a_child(const std::function<void()>& work) {
  const pid_t child = fork();
  if (child != 0) return child;
  try {
    work();
    _exit(0);
  } catch (const std::exception&) {
    _exit(1);
  }
}

int status_of(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

class Writers : public testing::TestWithParam<Kind> {
 protected:
  History open() { return History(database_.address(), History::Missing::kMake, a_moment); }

  /// Every run that is there is there with all its figures.
  void expect_whole_runs(int runs) {
    History history = open();
    EXPECT_EQ(history.size().runs, runs);
    std::set<std::string> names;
    for (const RunLine& line : history.runs(10000)) {
      EXPECT_TRUE(names.insert(line.run).second) << line.run;
      EXPECT_EQ(line.figures, kFigures) << line.run;
    }
    for (const KnownSeries& series : history.series()) EXPECT_EQ(series.nights, runs);
  }

  TestDatabase database_{GetParam()};
};

TEST_P(Writers, ThatAddAtOnceLoseNothingAndDoubleNothing) {
  constexpr int kWriters = 4, kRuns = 25;
  std::vector<pid_t> children;
  // Nobody has made the tables yet; each writer has runs of its own, and all have the last ones.
  for (int writer = 0; writer < kWriters; ++writer) {
    children.push_back(in_a_child([&] {
      History history = open();
      for (int run = 0; run < kRuns; ++run) {
        const int day = run < kRuns - 5 ? writer * kRuns + run : 300 + run;
        history.add({night(day, kFigures, kBlocks)});
      }
    }));
  }
  for (const pid_t child : children) EXPECT_EQ(status_of(child), 0);
  expect_whole_runs(kWriters * (kRuns - 5) + 5);
}

TEST_P(Writers, ThatAreKilledLeaveWholeRunsAndTheNextImportGoesOn) {
  constexpr int kRuns = 40, kUntilKilled = 10;
  std::array<int, 2> told{};
  ASSERT_EQ(pipe(told.data()), 0);
  const pid_t child = in_a_child([&] {
    History history = open();
    for (int day = 0; day < kRuns; ++day) {
      history.add({night(day, kFigures, kBlocks)});
      if (write(told[1], "x", 1) != 1) _exit(2);
    }
    pause();
  });
  char letter = 0;
  for (int i = 0; i < kUntilKilled; ++i) ASSERT_EQ(read(told[0], &letter, 1), 1);
  kill(child, SIGKILL);
  const int status = status_of(child);
  EXPECT_TRUE(WIFSIGNALED(status));
  const int there = static_cast<int>(open().size().runs);
  EXPECT_GE(there, kUntilKilled);
  expect_whole_runs(there);
  std::vector<Entry> all;
  for (int day = 0; day < kRuns; ++day) all.push_back(night(day, kFigures, kBlocks));
  const Added rest = open().add(all);
  EXPECT_EQ(rest.known, there);
  EXPECT_EQ(rest.added, kRuns - there);
  expect_whole_runs(kRuns);
  close(told[0]);
  close(told[1]);
}

TEST_P(Writers, WaitForAnotherThatHasNotCommitted) {
  std::array<int, 2> go{}, told{};
  ASSERT_EQ(pipe(go.data()), 0);
  ASSERT_EQ(pipe(told.data()), 0);
  char letter = 0;
  open();
  // Begun before we hold anything: SQLite's locks do not survive a fork.
  const pid_t child = in_a_child([&] {
    char go_on = 0;
    if (read(go[0], &go_on, 1) != 1) _exit(2);
    History history = open();
    if (write(told[1], "x", 1) != 1) _exit(2);
    history.add({night(1, kFigures, kBlocks)});
  });
  {
    const auto other = database_.session();
    Writing writing(*other, a_moment);
    ASSERT_EQ(write(go[1], "x", 1), 1);
    ASSERT_EQ(read(told[0], &letter, 1), 1);
    EXPECT_EQ(waitpid(child, nullptr, WNOHANG), 0);
    int runs = -1;
    *other << "select count(*) from sharebench_run", soci::into(runs);
    EXPECT_EQ(runs, 0);
    writing.commit();
  }
  EXPECT_EQ(status_of(child), 0);
  expect_whole_runs(1);
  for (const int fd : {go[0], go[1], told[0], told[1]}) close(fd);
}

TEST_P(Writers, GiveUpWaitingWhenTheyAreToldTo) {
  struct Enough {};
  int waits = 0;
  History history(database_.address(), History::Missing::kMake, [&] {
    if (++waits == 3) throw Enough();
  });
  const auto other = database_.session();
  {
    Writing writing(*other, a_moment);
    EXPECT_THROW(history.add({night(1, kFigures, kBlocks)}), Enough);
    EXPECT_EQ(waits, 3);
  }
  EXPECT_EQ(history.add({night(1, kFigures, kBlocks)}).added, 1);
  expect_whole_runs(1);
}

INSTANTIATE_TEST_SUITE_P(Databases, Writers, testing::Values(Kind::kSqlite, Kind::kPostgresql),
                         [](const auto& tested) {
                           return tested.param == Kind::kSqlite ? "Sqlite" : "Postgresql";
                         });

constexpr const char* kEndOthers =
    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and "
    "datname = current_database()";

TEST(PostgresqlWriters, WhoseServerHangsUpSayItAndTheNextImportGoesOn) {
  const TestDatabase database(Kind::kPostgresql);
  History history(database.address(), History::Missing::kMake, a_moment);
  history.add({night(1, kFigures, kBlocks)});
  *database.session() << kEndOthers;
  const std::vector<Entry> all = {night(1, kFigures, kBlocks), night(2, kFigures, kBlocks)};
  try {
    history.add(all);
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("does not answer"));
    EXPECT_EQ(error.code(), ExitCode::kEnvironment);
  }
  const Added rest = History(database.address(), History::Missing::kMake, a_moment).add(all);
  EXPECT_EQ(rest.known, 1);
  EXPECT_EQ(rest.added, 1);
}

TEST(PostgresqlWriters, WhoseServerHangsUpInTheMiddleLeaveNothing) {
  const TestDatabase database(Kind::kPostgresql);
  History(database.address(), History::Missing::kMake, a_moment);
  const auto locker = database.session();
  // Results cannot be written while this lasts, so the import stands in the middle of its run.
  *locker << "begin";
  *locker << "lock table sharebench_result in exclusive mode";
  const pid_t child = in_a_child([&] {
    History(database.address(), History::Missing::kMake, a_moment)
        .add({night(1, kFigures, kBlocks)});
  });
  int waiting = 0;
  for (int tries = 0; tries < 100000 && waiting == 0; ++tries) {
    *locker << "select count(*) from pg_locks where not granted and relation = "
               "'sharebench_result'::regclass",
        soci::into(waiting);
  }
  ASSERT_EQ(waiting, 1);
  *locker << "select pg_terminate_backend(pid) from pg_locks where not granted";
  const int status = status_of(child);
  EXPECT_EQ(WEXITSTATUS(status), 1);
  *locker << "commit";
  History history(database.address(), History::Missing::kMake, a_moment);
  EXPECT_EQ(history.size().runs, 0);
  EXPECT_EQ(history.size().series, 0);
  EXPECT_EQ(history.add({night(1, kFigures, kBlocks)}).added, 1);
}

}  // namespace
}  // namespace sharebench::history
