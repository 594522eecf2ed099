// Every warning has a name that survives a round trip and words without gaps.
#include "harness/core/warning.h"

#include <gtest/gtest.h>

#include "harness/core/error.h"

namespace sharebench {
namespace {

TEST(Warning, NamesGoBothWays) {
  for (int code = 0; code <= static_cast<int>(WarningCode::kVersionUnknown); ++code) {
    const auto warning = static_cast<WarningCode>(code);
    EXPECT_EQ(warning_code(warning_name(warning)), warning);
  }
}

TEST(Warning, UnknownNameIsAFaultOfTheFile) {
  EXPECT_THROW(warning_code("too_sunny"), DataError);
}

Warning unproved(const std::string& where, const std::string& method) {
  return {.code = WarningCode::kColdUnproved, .values = {{"where", where}, {"method", method}}};
}

TEST(Warning, OfOneMendIsGathered) {
  const Warning emulated{.code = WarningCode::kEmulated};
  const auto few = gathered({unproved("a on x", "fadvise"), emulated, unproved("b on x", "fadvise"),
                             unproved("c on y", "remount")});
  ASSERT_EQ(few.size(), 3u);
  EXPECT_EQ(few[0].values.at("where"), "a on x, b on x");
  EXPECT_EQ(few[1], emulated);
  EXPECT_EQ(few[2], unproved("c on y", "remount"));
  const auto many = gathered({unproved("a on x", "fadvise"), unproved("b on x", "fadvise"),
                              unproved("c on x", "fadvise"), unproved("d on x", "fadvise")});
  ASSERT_EQ(many.size(), 1u);
  EXPECT_EQ(warning_text(many[0]).rfind("a on x, b on x and 2 more: caches were emptied", 0), 0u);
}

TEST(Warning, ValuesAreFilledIn) {
  const Warning warning{.code = WarningCode::kFewBlocks, .values = {{"blocks", "2"}}};
  EXPECT_EQ(warning_text(warning),
            "2 blocks are too few for an interval; six or more give one: --blocks 8");
}

}  // namespace
}  // namespace sharebench
