// The same behaviour from SQLite and from a real PostgreSQL server.
#include "harness/history/history.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "harness/core/error.h"
#include "harness/history/schema.h"
#include "tests/unit/history/databases_helper.h"
#include "tests/unit/history/entries_helper.h"

namespace sharebench::history {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class HistoryTest : public testing::TestWithParam<Kind> {
 protected:
  History open() { return History(database_.address(), History::Missing::kMake, a_moment); }

  TestDatabase database_{GetParam()};
};

TEST_P(HistoryTest, GivesBackWhatWasAdded) {
  const Entry entry = night(3, 2, 8);
  open().add({entry});
  History history = open();
  ASSERT_THAT(history.series(), SizeIs(2));
  const KnownSeries series = history.series()[0];
  EXPECT_EQ(series.series, entry.figures[0].series);
  EXPECT_EQ(series.nights, 1);
  EXPECT_EQ(series.last_started, entry.started);
  const std::vector<Night> nights = history.nights(series.id, 400);
  ASSERT_THAT(nights, SizeIs(1));
  EXPECT_EQ(nights[0].run, entry.run);
  EXPECT_EQ(nights[0].started, entry.started);
  EXPECT_EQ(nights[0].file, entry.file);
  EXPECT_EQ(nights[0].engine, entry.figures[0].engine);
  ASSERT_THAT(nights[0].block_log_ratios, SizeIs(8));
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_NEAR(nights[0].block_log_ratios[i], entry.figures[0].block_log_ratios[i], 5.1e-10);
  }
  EXPECT_EQ(history.size().runs, 1);
  EXPECT_EQ(history.runs(5).at(0).figures, 2);
}

TEST_P(HistoryTest, KeepsTextWithQuotesAndLettersOfAllKinds) {
  Entry entry = night(1, 1, 8);
  entry.figures[0].series.share = "näme 'with \"quotes\"; drop table sharebench_run; :x $1 \\";
  open().add({entry});
  EXPECT_EQ(open().series().at(0).series, entry.figures[0].series);
}

TEST_P(HistoryTest, TakesTheSameRunOnce) {
  History history = open();
  EXPECT_EQ(history.add({night(1, 2, 8), night(2, 2, 8)}).added, 2);
  const int revision = history.series().at(0).revision;
  const Added again = history.add({night(2, 2, 8), night(1, 2, 8)});
  EXPECT_EQ(again.added, 0);
  EXPECT_EQ(again.known, 2);
  EXPECT_EQ(history.size().runs, 2);
  EXPECT_EQ(history.series().at(0).nights, 2);
  EXPECT_EQ(history.series().at(0).revision, revision);
}

TEST_P(HistoryTest, ReplacesAStoppedRunByItsResumedFile) {
  History history = open();
  history.add({night(1, 2, 7)});
  Entry resumed = night(1, 2, 12);
  resumed.file = "/out/resumed.run.json";
  EXPECT_EQ(history.add({resumed}).extended, 1);
  EXPECT_EQ(history.add({night(1, 2, 7)}).known, 1);  // the longer one stays
  const KnownSeries series = history.series().at(0);
  EXPECT_EQ(series.nights, 1);
  EXPECT_EQ(history.runs(5).at(0).blocks, 12);
  EXPECT_EQ(history.nights(series.id, 9).at(0).file, "/out/resumed.run.json");
  EXPECT_THAT(history.nights(series.id, 9).at(0).block_log_ratios, SizeIs(12));
}

TEST_P(HistoryTest, LeavesNightsWithoutAnIntervalOutOfTheSeries) {
  History history = open();
  history.add({night(1, 1, 5), night(2, 1, 6)});
  EXPECT_EQ(history.size().runs, 2);
  EXPECT_EQ(history.series().at(0).nights, 1);
  EXPECT_THAT(history.nights(history.series().at(0).id, 9), SizeIs(1));
}

TEST_P(HistoryTest, GivesTheNewestNightsOldestFirst) {
  History history = open();
  for (const int day : {5, 1, 4, 2, 3}) history.add({night(day, 1, 8)});
  const std::vector<Night> nights = history.nights(history.series().at(0).id, 3);
  ASSERT_THAT(nights, SizeIs(3));
  EXPECT_EQ(nights[0].run, night(3, 1, 8).run);
  EXPECT_EQ(nights[2].run, night(5, 1, 8).run);
  EXPECT_EQ(history.series().at(0).last_started, night(5, 1, 8).started);
  EXPECT_EQ(history.runs(2).at(0).run, night(5, 1, 8).run);
}

TEST_P(HistoryTest, AddsAllOrNothing) {
  Entry broken = night(2, 2, 8);
  broken.figures[1] = broken.figures[0];  // the same series twice in a run
  History history = open();
  EXPECT_THROW(history.add({night(1, 2, 8), broken}), EnvironmentError);
  EXPECT_EQ(history.size().runs, 0);
  EXPECT_EQ(history.size().series, 0);
  EXPECT_EQ(history.add({night(1, 2, 8)}).added, 1);
}

TEST_P(HistoryTest, RemembersAlertsAndWhatWasLookedAt) {
  History history = open();
  history.add({night(1, 1, 8), night(2, 1, 8)});
  const KnownSeries series = history.series().at(0);
  const long long second = history.nights(series.id, 9).at(1).id;
  EXPECT_LT(series.looked_at, series.revision);
  for (int twice = 0; twice < 2; ++twice) {
    history.remember({{series.id, second, -0.25, 7.5}}, {series});
    const std::vector<Alert> alerts = open().alerts();
    ASSERT_THAT(alerts, SizeIs(1));
    EXPECT_EQ(alerts[0].night, second);
    EXPECT_EQ(alerts[0].before, -0.25);
    EXPECT_EQ(alerts[0].after, 7.5);
  }
  EXPECT_EQ(history.series().at(0).looked_at, series.revision);
}

TEST_P(HistoryTest, IsNewAgainWhenANightCameWhileAlertLooked) {
  History history = open();
  history.add({night(1, 1, 8)});
  const KnownSeries before = history.series().at(0);
  history.add({night(2, 1, 8)});
  history.remember({}, {before});
  EXPECT_LT(history.series().at(0).looked_at, history.series().at(0).revision);
}

TEST_P(HistoryTest, RefusesANewerSchemaByName) {
  open();
  *database_.session() << "insert into sharebench_schema (version) values (99)";
  try {
    open();
    FAIL();
  } catch (const DataError& error) {
    EXPECT_THAT(error.what(),
                HasSubstr(fmt::format("has schema 99, newer than {}", newest_schema())));
    EXPECT_EQ(error.code(), ExitCode::kData);
  }
}

TEST_P(HistoryTest, TakesOverTheTablesOfTheFirstVersion) {
  const auto sql = database_.session();
  migrate(*sql, 1, "", a_moment);
  *sql << "insert into sharebench_run values (7, 'k', 'r', 'h', '2026-01-02T03:04:05Z', '0.1.0', "
          "'c', 'f', 8, 1)";
  *sql << "insert into sharebench_series values (4, 'h', 'hardware', 'w', 'time', 't', 's', 't', "
          "'disk', 1, '2026-01-02T03:04:05Z', 1)";
  *sql << "insert into sharebench_result values (4, '2026-01-02T03:04:05Z', 7, 'e', 'e', 8, "
          "'[1,2,3,4,5,6,7,8000000000]')";
  History history = open();
  const KnownSeries series = history.series().at(0);
  EXPECT_EQ(series.looked_at, 0);
  EXPECT_EQ(history.nights(series.id, 9).at(0).block_log_ratios.back(), 8.0);
  history.remember({{series.id, 7, 0, 1}}, {series});
  EXPECT_EQ(history.add({night(1, 1, 8)}).added, 1);
  int version = 0;
  *sql << "select max(version) from sharebench_schema", soci::into(version);
  EXPECT_EQ(version, newest_schema());
}

TEST_P(HistoryTest, SaysWhenRatiosWereSpoiledByHand) {
  History history = open();
  history.add({night(1, 1, 8)});
  *database_.session() << "update sharebench_result set block_log_ratios_e9 = '[1,2'";
  EXPECT_THROW(history.nights(history.series().at(0).id, 9), DataError);
}

TEST(SqliteHistory, OfAFileThatIsNoDatabaseIsRefused) {
  const TestDatabase database(Kind::kSqlite);
  const std::string file = database.address().substr(7);
  std::ofstream(file) << std::string(4096, 'x');
  EXPECT_THROW(History(database.address(), History::Missing::kMake, a_moment), DataError);
}

TEST(SqliteHistory, ThatIsNotThereIsMadeOnlyWhereThatIsMeant) {
  const TestDatabase database(Kind::kSqlite);
  const std::string address = database.address() + "/below/two folders/x.sqlite";
  EXPECT_THROW(History(address, History::Missing::kRefuse, a_moment), EnvironmentError);
  EXPECT_FALSE(std::filesystem::exists(address.substr(7)));
  EXPECT_EQ(History(address, History::Missing::kMake, a_moment).size().runs, 0);
}

TEST(PostgresqlHistory, ThatDoesNotAnswerIsNamedWithoutItsPassword) {
  try {
    History("postgresql://me:s3cret@/x?host=/nowhere", History::Missing::kMake, a_moment);
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), HasSubstr("/nowhere"));
    EXPECT_THAT(error.what(), testing::Not(HasSubstr("s3cret")));
    EXPECT_THAT(error.what(), testing::Not(HasSubstr("\n")));
  }
}

INSTANTIATE_TEST_SUITE_P(Databases, HistoryTest, testing::Values(Kind::kSqlite, Kind::kPostgresql),
                         [](const auto& tested) {
                           return tested.param == Kind::kSqlite ? "Sqlite" : "Postgresql";
                         });

}  // namespace
}  // namespace sharebench::history
