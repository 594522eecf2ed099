// Change points against a search through every segmentation, and histories whose truth is known.
#include "harness/stats/changepoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

namespace sharebench::stats {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

double middle_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

/// The definition, word by word: sum of min(((y - median) / sigma)^2, 9) over segments, 4 ln n each
/// change, n being 200 in these short histories; segments of three at least.
double cost_of(const std::vector<double>& y, unsigned changes, double sigma) {
  double cost = 0;
  std::size_t begin = 0;
  for (std::size_t end = 1; end <= y.size(); ++end) {
    const bool last = end == y.size();
    if (!last && !(changes >> end & 1)) continue;
    if (end - begin < 3) return std::numeric_limits<double>::infinity();
    const auto at = [&](std::size_t i) { return y.begin() + static_cast<std::ptrdiff_t>(i); };
    const double middle = middle_of({at(begin), at(end)});
    for (std::size_t i = begin; i < end; ++i) {
      cost += std::min(std::pow((y[i] - middle) / sigma, 2), 9.0);
    }
    if (!last) cost += 4 * std::log(200.0);
    begin = end;
  }
  return cost;
}

std::vector<int> best_by_exhaustion(const std::vector<double>& y, double sigma) {
  unsigned best = 0;
  for (unsigned changes = 0; changes < 1u << y.size(); changes += 2) {
    if (cost_of(y, changes, sigma) < cost_of(y, best, sigma)) best = changes;
  }
  std::vector<int> nights;
  for (int night = 1; night < static_cast<int>(y.size()); ++night) {
    if (best >> night & 1) nights.push_back(night);
  }
  return nights;
}

std::vector<int> nights_of(const std::vector<Change>& changes) {
  std::vector<int> nights;
  for (const Change& change : changes) nights.push_back(change.night);
  return nights;
}

/// Levels for `nights` each, noise of `deviation`, an outlier of 40 % on each of `outliers`.
std::vector<double> history(const std::vector<double>& levels, int nights, double deviation,
                            unsigned seed, const std::vector<std::size_t>& outliers = {}) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> noise(0, deviation);
  std::vector<double> y;
  for (const double level : levels) {
    for (int i = 0; i < nights; ++i) y.push_back(level + noise(random));
  }
  for (const std::size_t night : outliers) y[night] += std::log(1.4);
  return y;
}

TEST(ChangePoint, FindsTheBestOfAllSegmentations) {
  int with_changes = 0;
  for (unsigned seed = 1; seed <= 30; ++seed) {
    const std::vector<double> y =
        history({0, 0.2 * (seed % 3), 0.1 * (seed % 4)}, 5, 0.02, seed, {seed % 15});
    std::vector<int> expected = best_by_exhaustion(y, nightly_scale(y));
    if (!expected.empty()) ++with_changes;
    EXPECT_EQ(nights_of(find_changes(y)), expected) << "seed " << seed;
  }
  EXPECT_GT(with_changes, 10);
}

TEST(ChangePoint, ScaleIsTheNoiseOfANightWhateverTheSteps) {
  EXPECT_NEAR(nightly_scale(history({0}, 400, 0.02, 1)), 0.02, 0.003);
  EXPECT_NEAR(nightly_scale(history({0, 1, 0, 2}, 100, 0.02, 2, {5, 50, 150})), 0.02, 0.003);
  EXPECT_EQ(nightly_scale({0, 1}), 0);
  EXPECT_EQ(nightly_scale({1, 1, 1, 1, 1, 9}), 0);
  EXPECT_EQ(nightly_scale({1, 2, 4, 7}), 1.4826 * 1 / std::sqrt(2.0));  // steps 1, 2, 3: MAD 1
}

TEST(ChangePoint, FindsAStepWhereItIsAndHowLargeItIs) {
  const std::vector<Change> changes = find_changes(history({0, 0.1}, 60, 0.02, 3));
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_NEAR(changes[0].night, 60, 1);
  EXPECT_NEAR(changes[0].before, 0, 0.01);
  EXPECT_NEAR(changes[0].after, 0.1, 0.01);
}

TEST(ChangePoint, FindsNothingInNoiseAndOutliers) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    EXPECT_THAT(find_changes(history({0}, 150, 0.02, seed, {20, 21, 70, 110})), IsEmpty()) << seed;
  }
}

TEST(ChangePoint, FindsALargeStepInAShortHistoryAfterThreeNights) {
  std::vector<double> y = history({0}, 10, 0.02, 5);
  y.insert(y.end(), {0.2, 0.19, 0.21});
  EXPECT_THAT(nights_of(find_changes(y)), ElementsAre(10));
}

TEST(ChangePoint, LeavesOutMovesBelowThreePercent) {
  EXPECT_THAT(find_changes(history({0, std::log(1.02)}, 100, 0.002, 4)), IsEmpty());
  EXPECT_THAT(nights_of(find_changes(history({0, std::log(1.04)}, 100, 0.002, 4))),
              ElementsAre(100));
}

TEST(ChangePoint, HasNothingToSayOfShortOrConstantHistories) {
  EXPECT_THAT(find_changes({}), IsEmpty());
  EXPECT_THAT(find_changes({0.1, 0.5}), IsEmpty());
  EXPECT_THAT(find_changes(std::vector<double>(50, 0.3)), IsEmpty());
}

TEST(ChangePoint, RefusesWhatItCannotJudge) {
  EXPECT_THROW(find_changes(std::vector<double>(401, 0.0)), std::invalid_argument);
  EXPECT_THROW(find_changes({0, 1, std::nan(""), 2, 3}), std::invalid_argument);
}

TEST(ChangePoint, IsNewsBeyondSixNightsFromEveryKnownOne) {
  const std::vector<Change> found = {{10, 0, 1}, {40, 1, 0}, {60, 0, 1}};
  EXPECT_EQ(nights_of(new_changes(found, {})), (std::vector<int>{10, 40, 60}));
  EXPECT_EQ(nights_of(new_changes(found, {16, 33})), (std::vector<int>{40, 60}));
  EXPECT_EQ(nights_of(new_changes(found, {4, 46, 67})), (std::vector<int>{60}));
}

}  // namespace
}  // namespace sharebench::stats
