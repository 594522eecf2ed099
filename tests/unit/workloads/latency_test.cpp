// Percentiles of the histogram against those of the sorted values.
#include "workloads/support/latency.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace sharebench::workloads {
namespace {

TEST(LatencyHistogram, EmptyHasNoPercentiles) {
  const LatencyHistogram histogram;
  EXPECT_EQ(histogram.count(), 0u);
  EXPECT_EQ(histogram.percentile_ns(0.5), 0u);
  EXPECT_EQ(histogram.max_ns(), 0u);
}

TEST(LatencyHistogram, PercentilesAreThoseOfTheSortedValuesToOnePart32) {
  std::mt19937_64 random(7);
  std::lognormal_distribution<double> spread(8, 3);
  LatencyHistogram histogram;
  std::vector<std::uint64_t> values;
  for (int i = 0; i < 20000; ++i) {
    values.push_back(static_cast<std::uint64_t>(spread(random)));
    histogram.add(values.back());
  }
  std::sort(values.begin(), values.end());
  for (const double share : {0.001, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1.0}) {
    const double rank = std::ceil(share * static_cast<double>(values.size()));
    const std::uint64_t exact = values[static_cast<std::size_t>(rank) - 1];
    const std::uint64_t found = histogram.percentile_ns(share);
    EXPECT_GE(found, exact) << share;
    EXPECT_LE(found, exact + exact / 32) << share;
  }
  EXPECT_EQ(histogram.max_ns(), values.back());
  EXPECT_EQ(histogram.percentile_ns(1.0), values.back());
}

TEST(LatencyHistogram, EveryPowerOfTwoIsRightToOnePart32) {
  for (int power = 0; power < 41; ++power) {
    for (const std::uint64_t value : {(1ull << power) - 1, 1ull << power, (1ull << power) + 1}) {
      LatencyHistogram histogram;
      histogram.add(value);
      histogram.add(1ull << 41);  // so that the maximum does not hide the bucket's edge
      EXPECT_GE(histogram.percentile_ns(0.5), value);
      EXPECT_LE(histogram.percentile_ns(0.5), value + value / 32);
    }
  }
}

TEST(LatencyHistogram, ValuesBeyondTheScaleKeepTheMaximum) {
  LatencyHistogram histogram;
  histogram.add(UINT64_MAX);
  EXPECT_EQ(histogram.max_ns(), UINT64_MAX);
  EXPECT_EQ(histogram.percentile_ns(0.5), UINT64_MAX);
}

TEST(LatencyHistogram, MergingIsAddingAll) {
  LatencyHistogram odd, even, all;
  for (std::uint64_t i = 0; i < 5000; ++i) {
    (i % 2 != 0 ? odd : even).add(i * i);
    all.add(i * i);
  }
  odd.merge(even);
  EXPECT_EQ(odd.count(), all.count());
  EXPECT_EQ(odd.max_ns(), all.max_ns());
  for (const double share : {0.1, 0.5, 0.9}) {
    EXPECT_EQ(odd.percentile_ns(share), all.percentile_ns(share));
  }
}

}  // namespace
}  // namespace sharebench::workloads
