// Widths of texts on a terminal.
#include "harness/report/text_table.h"

#include <gtest/gtest.h>

namespace sharebench::report {
namespace {

TEST(TextTable, CountsColumnsNotBytes) {
  EXPECT_EQ(display_width("plain"), 5);
  EXPECT_EQ(display_width("caf\xc3\xa9"), 4);               // one letter of two bytes
  EXPECT_EQ(display_width("cafe\xcc\x81"), 4);              // a combining accent
  EXPECT_EQ(display_width("\xe5\x85\xb1\xe6\x9c\x89"), 4);  // two wide letters
  EXPECT_EQ(display_width("\xf0\x9f\x98\x80"), 2);          // an emoji
}

TEST(TextTable, CountsBrokenBytesOneByOne) {
  EXPECT_EQ(display_width("caf\xe9"), 4);
  EXPECT_EQ(display_width("\xc3"), 1);
  EXPECT_EQ(display_width("\xff\xfe"), 2);
  EXPECT_EQ(display_width("\xe5(x"), 3);
}

TEST(TextTable, PadsToTheWidthAndNeverCuts) {
  EXPECT_EQ(pad("caf\xc3\xa9", 6, Align::kLeft), "caf\xc3\xa9  ");
  EXPECT_EQ(pad("12", 4, Align::kRight), "  12");
  EXPECT_EQ(pad("longer", 3, Align::kRight), "longer");
}

TEST(TextTable, LinesUpColumns) {
  const std::vector<std::vector<std::string>> rows = {{"share", "n"}, {"caf\xc3\xa9", "12"}, {"x"}};
  const std::vector<int> widths = column_widths(rows);
  EXPECT_EQ(text_row(rows[0], widths, {Align::kLeft, Align::kRight}), "share   n");
  EXPECT_EQ(text_row(rows[1], widths, {Align::kLeft, Align::kRight}), "caf\xc3\xa9   12");
  EXPECT_EQ(text_row(rows[2], widths, {Align::kLeft, Align::kRight}), "x");
}

TEST(TextTable, WrapsAtWordsAndKeepsPerCentWithItsNumber) {
  EXPECT_EQ(wrap("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("extraordinary x", 5), (std::vector<std::string>{"extraordinary", "x"}));
  EXPECT_EQ(wrap("about 95 % of", 9), (std::vector<std::string>{"about", "95 % of"}));
  EXPECT_TRUE(wrap("", 9).empty());
}

}  // namespace
}  // namespace sharebench::report
