// Quantities look the same everywhere and survive a comma-decimal locale.
#include "harness/core/units.h"

#include <gtest/gtest.h>

#include "harness/core/error.h"

namespace sharebench {
namespace {

TEST(FormatSeconds, ChoosesTheUnitBySize) {
  EXPECT_EQ(format_seconds(0), "0 ns");
  EXPECT_EQ(format_seconds(812e-9), "812 ns");
  EXPECT_EQ(format_seconds(8.125e-6), "8.12 us");
  EXPECT_EQ(format_seconds(0.0341), "34.1 ms");
  EXPECT_EQ(format_seconds(1.336), "1.34 s");
  EXPECT_EQ(format_seconds(0.99999), "1.00 s");
  EXPECT_EQ(format_seconds(724), "724 s");
}

TEST(FormatBytes, UsesBinaryUnits) {
  EXPECT_EQ(format_bytes(512), "512 B");
  EXPECT_EQ(format_bytes(4096), "4 KiB");
  EXPECT_EQ(format_bytes(1.5 * 1024 * 1024), "1.50 MiB");
}

TEST(FormatCount, GroupsThousandsAndKeepsFractionsOfSmallNumbers) {
  EXPECT_EQ(format_count(7), "7");
  EXPECT_EQ(format_count(19.4), "19.4");
  EXPECT_EQ(format_count(1800), "1,800");
  EXPECT_EQ(format_count(-1800), "-1,800");
  EXPECT_EQ(format_count(2'345'678), "2.35 M");
}

TEST(FormatRatio, KeepsThreeDigits) {
  EXPECT_EQ(format_ratio(2.6149), "2.61x");
  EXPECT_EQ(format_ratio(18.04), "18.0x");
  EXPECT_EQ(format_ratio(0.4321), "0.43x");
  EXPECT_EQ(format_ratio(0.0278), "0.028x");
  EXPECT_EQ(format_ratio(0.05), "0.050x");
  EXPECT_EQ(format_ratio(0), "0.00x");
}

TEST(FormatEta, ReadsLikeAClock) {
  EXPECT_EQ(format_eta(42.4), "42 s");
  EXPECT_EQ(format_eta(750), "12 m 30 s");
  EXPECT_EQ(format_eta(7500), "2 h 05 m");
}

TEST(ParseBytes, ReadsBinaryUnits) {
  EXPECT_EQ(parse_bytes("4096", "size"), 4096u);
  EXPECT_EQ(parse_bytes("4KiB", "size"), 4096u);
  EXPECT_EQ(parse_bytes("1.5MiB", "size"), 1572864u);
}

TEST(ParseBytes, RefusesWithTheNameAndTheValue) {
  try {
    parse_bytes("4 apples", "size");
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "size '4 apples' is not a size");
    EXPECT_EQ(error.code(), ExitCode::kUsage);
  }
}

TEST(ParseSeconds, ReadsUnits) {
  EXPECT_DOUBLE_EQ(parse_seconds("2ms", "--pace"), 2e-3);
  EXPECT_DOUBLE_EQ(parse_seconds("10m", "--time-budget"), 600);
  EXPECT_THROW(parse_seconds("fast", "--pace"), UsageError);
  EXPECT_THROW(parse_seconds("-1ms", "--pace"), UsageError);
}

TEST(ParseFraction, ReadsPercent) {
  EXPECT_DOUBLE_EQ(parse_fraction("5%", "--margin"), 0.05);
  EXPECT_DOUBLE_EQ(parse_fraction("0.02", "--margin"), 0.02);
  EXPECT_THROW(parse_fraction("150%", "--margin"), UsageError);
  EXPECT_THROW(parse_fraction("0", "--margin"), UsageError);
}

TEST(ParseInteger, RefusesFractionsAndOutOfRange) {
  EXPECT_EQ(parse_integer("12", "--blocks", 1, 48), 12);
  EXPECT_THROW(parse_integer("1.5", "--blocks", 1, 48), UsageError);
  EXPECT_THROW(parse_integer("49", "--blocks", 1, 48), UsageError);
  EXPECT_THROW(parse_integer("-3", "--blocks", 1, 48), UsageError);
  EXPECT_THROW(parse_integer("", "--blocks", 1, 48), UsageError);
}

}  // namespace
}  // namespace sharebench
