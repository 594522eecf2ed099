// Orders: the ones STATS.md names, balanced, decided by the seed.
#include "harness/plan/shuffle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace sharebench::plan {
namespace {

TEST(SampleOrder, TwoArmsFollowThueMorse) {
  const auto order = sample_order(2, 4, 0, 1);
  const int a = order[0], b = 1 - order[0];
  EXPECT_EQ(order, (std::vector<int>{a, b, b, a, b, a, a, b}));
}

TEST(SampleOrder, TheNextBlockBeginsWithTheOtherArm) {
  for (int block = 0; block < 10; block += 2) {
    EXPECT_NE(sample_order(2, 4, block, 5)[0], sample_order(2, 4, block + 1, 5)[0]);
  }
}

TEST(SampleOrder, TheCoinFallsBothWays) {
  std::map<int, int> first;
  for (int block = 0; block < 100; block += 2) ++first[sample_order(2, 1, block, 9)[0]];
  EXPECT_GT(first[0], 10);
  EXPECT_GT(first[1], 10);
}

TEST(SampleOrder, MoreArmsArePermutationsEachFollowedByItsReverse) {
  const auto order = sample_order(5, 4, 3, 42);
  ASSERT_EQ(order.size(), 20u);
  for (std::size_t start = 0; start < 20; start += 10) {
    std::vector<int> forth(order.begin() + static_cast<long>(start),
                           order.begin() + static_cast<long>(start + 5));
    std::vector<int> back(order.begin() + static_cast<long>(start + 5),
                          order.begin() + static_cast<long>(start + 10));
    std::reverse(back.begin(), back.end());
    EXPECT_EQ(forth, back);
    std::sort(forth.begin(), forth.end());
    EXPECT_EQ(forth, (std::vector<int>{0, 1, 2, 3, 4}));
  }
}

TEST(SampleOrder, OneArmIsItself) {
  EXPECT_EQ(sample_order(1, 3, 0, 1), (std::vector<int>{0, 0, 0}));
}

TEST(Permutation, DependsOnTheSeedAlone) {
  EXPECT_EQ(permutation(10, 7), permutation(10, 7));
  EXPECT_NE(permutation(10, 7), permutation(10, 8));
}

TEST(Mix, IsFixedForEver) {
  // Run files name only the seed: another value here would make old runs unrepeatable.
  EXPECT_EQ(mix(1, 2, 3), mix(1, 2, 3));
  EXPECT_NE(mix(1, 2, 3), mix(1, 3, 2));
  EXPECT_NE(mix(1, 0, 0), mix(2, 0, 0));
}

}  // namespace
}  // namespace sharebench::plan
