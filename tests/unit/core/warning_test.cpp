// Every warning has a name that survives a round trip and words without gaps.
#include "harness/core/warning.h"

#include <gtest/gtest.h>

#include "harness/core/error.h"

namespace sharebench {
namespace {

TEST(Warning, NamesGoBothWays) {
  for (int code = 0; code <= static_cast<int>(WarningCode::kCoarseClock); ++code) {
    const auto warning = static_cast<WarningCode>(code);
    EXPECT_EQ(warning_code(warning_name(warning)), warning);
  }
}

TEST(Warning, UnknownNameIsAFaultOfTheFile) {
  EXPECT_THROW(warning_code("too_sunny"), DataError);
}

TEST(Warning, ValuesAreFilledIn) {
  const Warning warning{.code = WarningCode::kFewBlocks, .values = {{"blocks", "2"}}};
  EXPECT_EQ(warning_text(warning),
            "2 blocks are too few for an interval; six or more give one: --blocks 8");
}

}  // namespace
}  // namespace sharebench
