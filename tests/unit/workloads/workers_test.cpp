// Every item is done once, figures of all threads are added up, and a failure is not lost.
#include "workloads/support/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace sharebench::workloads {
namespace {

TEST(Workers, EveryItemIsTakenOnceAndTalliesAddUp) {
  std::vector<std::atomic<int>> taken(1000);
  Items items(taken.size());
  Tally tally;
  run_workers(4, tally, [&](std::size_t, Tally& own) {
    for (std::size_t item = 0; items.take(item);) {
      ++taken[item];
      ++own.bytes;
      own.latencies["x"].add(item + 1);
    }
  });
  for (const auto& times : taken) EXPECT_EQ(times.load(), 1);
  EXPECT_EQ(tally.bytes, 1000u);
  EXPECT_EQ(tally.latencies["x"].count(), 1000u);
  EXPECT_EQ(tally.latencies["x"].max_ns(), 1000u);
}

TEST(Workers, TheFailureOfAnyThreadIsThrownAfterAllHaveEnded) {
  std::atomic<int> ended{0};
  Tally tally;
  const auto run = [&] {
    run_workers(3, tally, [&](std::size_t worker, Tally&) {
      ++ended;
      if (worker == 2) throw std::runtime_error("the third");
    });
  };
  EXPECT_THROW(run(), std::runtime_error);
  EXPECT_EQ(ended.load(), 3);
}

}  // namespace
}  // namespace sharebench::workloads
