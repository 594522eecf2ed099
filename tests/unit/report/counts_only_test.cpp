// A share whose round trips could be counted but not held is named, and never given a slope.
#include "harness/report/counts_only.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "harness/report/charts/chart.h"
#include "harness/report/tables.h"
#include "tests/unit/report/chart_cases.h"

namespace sharebench::report {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// The lab's report after nfs3 could not be paced.
Report without_slopes_of_nfs3() {
  Report report = chart_cases::lab();
  auto& serial = report.serial;
  serial.erase(std::remove_if(serial.begin(), serial.end(),
                              [](const SerialRoundTrips& row) { return row.share == "nfs3"; }),
               serial.end());
  return report;
}

Table serial_table_of(const Report& report) {
  for (const Table& table : tables(report)) {
    if (table.title == "Serial round trips") return table;
  }
  return {};
}

TEST(CountsOnly, NothingWhereEveryShareWasHeldOrNoneWas) {
  Report report = chart_cases::lab();
  for (const Summary& row : counts_only(report)) EXPECT_NE(row.share, "nfs3");
  report.serial.clear();
  EXPECT_THAT(counts_only(report), IsEmpty());
}

TEST(CountsOnly, TheTableAndTheChartGiveTheCountAndNoSlope) {
  const Report report = without_slopes_of_nfs3();
  const std::vector<Summary> found = counts_only(report);
  ASSERT_THAT(found, Not(IsEmpty()));
  const std::string text = counts_only_text(found.front());
  EXPECT_THAT(text, HasSubstr("counts only: "));

  const Table table = serial_table_of(report);
  EXPECT_THAT(table.note, HasSubstr("cannot be held"));
  EXPECT_THAT(table.rows, Contains(ElementsAre(found.front().workload, "nfs3", text, "-",
                                               HasSubstr(" samples"))));
  for (const Chart& chart : charts(report, {})) {
    if (chart.id != "serial_round_trips") continue;
    EXPECT_THAT(chart.rows,
                Contains(ElementsAre(found.front().workload, "nfs3", text, testing::_)));
  }
}

}  // namespace
}  // namespace sharebench::report
