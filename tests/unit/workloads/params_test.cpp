// Text of parameters: what is a number, what is refused and with which sentence.
#include "workloads/support/params.h"

#include "tests/unit/workloads/workload_fixture.h"

namespace sharebench::workloads {
namespace {

TEST(CountParam, TakesPlainNumbersInRange) {
  EXPECT_EQ(count_param({{"count", "500"}}, "count", 1, 1000), 500u);
  for (const char* text : {"", "x", "-1", "+1", " 5", "5 ", "1.5", "1e3", "5KiB", "0x10", "0",
                           "1001", "99999999999999999999999"}) {
    EXPECT_THROW(count_param({{"count", text}}, "count", 1, 1000), ParamError) << text;
  }
}

TEST(CountParam, NamesTheParameterItsValueAndTheRange) {
  EXPECT_EQ(error_of([] {
              count_param({{"count", "7"}}, "count", 1, 5);
            }),
            "parameter count=7 is out of range; it may be 1 to 5");
  EXPECT_EQ(error_of([] { count_param({}, "count", 1, 5); }), "parameter 'count' is missing");
}

TEST(SizeParam, KnowsBinaryUnits) {
  const auto size = [](const char* text) {
    return size_param({{"size", text}}, "size", 1, UINT64_MAX);
  };
  EXPECT_EQ(size("4096"), 4096u);
  EXPECT_EQ(size("256B"), 256u);
  EXPECT_EQ(size("4KiB"), 4096u);
  EXPECT_EQ(size("64MiB"), 64u << 20);
  EXPECT_EQ(size("3GiB"), 3ull << 30);
  for (const char* text : {"4k", "4 KiB", "KiB", "4kib", "1.5MiB", "99999999999999GiB"}) {
    EXPECT_THROW(size(text), ParamError) << text;
  }
  EXPECT_EQ(error_of([&] { size("4KB"); }),
            "parameter size=4KB has the unit 'KB'; known are B, KiB, MiB and GiB");
}

TEST(FlagParam, IsTrueOrFalse) {
  EXPECT_TRUE(flag_param({{"sync", "true"}}, "sync"));
  EXPECT_FALSE(flag_param({{"sync", "false"}}, "sync"));
  EXPECT_THROW(flag_param({{"sync", "1"}}, "sync"), ParamError);
}

}  // namespace
}  // namespace sharebench::workloads
