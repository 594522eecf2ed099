// Counters of samples become counts, and blocks are told from pages by the bytes they carry.
#include "harness/explain/counts.h"

#include <gtest/gtest.h>

namespace sharebench::explain {
namespace {

TEST(Counts, AreReadFromTheCountersOfASample) {
  Sample sample;
  sample.counters = {{"round_trips", 12},     {"round_trips.LOOKUP", 10},
                     {"round_trips.READ", 2}, {"round_trips.CREATE", 0},
                     {"wire_bytes", 9000},    {"wire_bytes.READ", 8400},
                     {"create_p50_ns", 100}};
  EXPECT_EQ(counts_of(sample), (KindCounts{{"LOOKUP", 10}, {"READ", 2}}));
  EXPECT_EQ(bytes_of(sample), (KindCounts{{"READ", 8400}}));
}

TEST(Divided, AsManyBlocksAsItTakesToCarryTheBytes) {
  const BytesByKind bytes = {{"READ", {.page = 4200, .block = 131200}}};
  const KindCounts counts =
      divided({{"READ", 12}, {"LOOKUP", 3}}, {{"READ", 2 * 4200 + 10 * 131200}}, bytes);
  EXPECT_NEAR(counts.at("READ"), 2, 1e-9);
  EXPECT_NEAR(counts.at("READ in blocks"), 10, 1e-9);
  EXPECT_EQ(counts.at("LOOKUP"), 3);
}

TEST(Divided, PagesAloneStayPagesAndBlocksAloneBlocks) {
  const BytesByKind bytes = {{"READ", {.page = 4200, .block = 131200}}};
  EXPECT_EQ(divided({{"READ", 5}}, {{"READ", 3000}}, bytes), (KindCounts{{"READ", 5}}));
  EXPECT_EQ(divided({{"READ", 5}}, {{"READ", 9e9}}, bytes), (KindCounts{{"READ in blocks", 5}}));
}

TEST(Divided, WithoutBytesNothingIsDivided) {
  EXPECT_EQ(divided({{"READ", 5}}, {}, {{"READ", {1, 9}}}), (KindCounts{{"READ", 5}}));
  EXPECT_EQ(divided({{"READ", 5}}, {{"READ", 50}}, {}), (KindCounts{{"READ", 5}}));
}

}  // namespace
}  // namespace sharebench::explain
