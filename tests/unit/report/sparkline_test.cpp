// Heights of a line of blocks.
#include "harness/report/sparkline.h"

#include <gtest/gtest.h>

#include "harness/report/text_table.h"

namespace sharebench::report {
namespace {

TEST(Sparkline, GoesFromTheLeastToTheGreatest) {
  EXPECT_EQ(sparkline({0, 1, 2, 3, 4, 5, 6, 7}, 80), "▁▂▃▄▅▆▇█");
  EXPECT_EQ(sparkline({5, -2, 5}, 80), "█▁█");
}

TEST(Sparkline, OfEqualValuesLiesInTheMiddle) {
  EXPECT_EQ(sparkline({3, 3}, 80), "▅▅");
  EXPECT_EQ(sparkline({}, 80), "");
}

TEST(Sparkline, IsNeverWiderThanItsRoom) {
  std::vector<double> values;
  for (int i = 0; i < 401; ++i) values.push_back(i);
  for (const int columns : {1, 7, 30, 400, 401, 500}) {
    EXPECT_EQ(display_width(sparkline(values, columns)), std::min(columns, 401)) << columns;
  }
}

TEST(Sparkline, ShowsTheMedianOfEachStretchSoThatOneNightCannotStandForMany) {
  std::vector<double> values(100, 1.0);
  values[50] = 1000;
  for (std::size_t i = 80; i < 100; ++i) values[i] = 2;
  EXPECT_EQ(sparkline(values, 10), "▁▁▁▁▁▁▁▁██");
}

}  // namespace
}  // namespace sharebench::report
