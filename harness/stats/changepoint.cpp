// Exact segmentation under a bounded loss.
#include "harness/stats/changepoint.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <stdexcept>

#include "harness/stats/segment_cost.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

constexpr std::size_t kMostNights = 400, kShortestSegment = 3;
constexpr double kRounding = 1e-9;  // costs that differ by less are rounding
constexpr double kPenaltyFactor = 4;
constexpr std::size_t kFewestForPenalty = 200;
constexpr double kSmallestFactor = 1.03;
constexpr int kSameChange = 6;  // nights

/// `y` around its median, in units of its scale.
std::vector<double> standardized(const std::vector<double>& y, double scale) {
  const double middle = median(y);
  std::vector<double> z;
  for (const double value : y) z.push_back((value - middle) / scale);
  return z;
}

/// First nights of the best segments but the first, given `y` and its scale.
std::vector<std::size_t> best_starts(const std::vector<double>& y, double scale) {
  const auto nights = static_cast<double>(std::max(y.size(), kFewestForPenalty));
  const double penalty = kPenaltyFactor * std::log(nights);
  // least[end]: cost of the best segmentation of the nights before `end`; start[end]: where its
  // last segment begins, the earliest of equal ones. From each begin the segment of all later
  // nights shrinks from its end, and the next begin's is the same without one night.
  std::vector<double> least(y.size() + 1, std::numeric_limits<double>::infinity());
  std::vector<std::size_t> start(y.size() + 1, 0);
  least[0] = -penalty;
  SegmentCost later(standardized(y, scale)), segment = later;
  for (std::size_t begin = 0; begin + kShortestSegment <= y.size(); ++begin) {
    if (std::isfinite(least[begin])) {
      segment = later;
      for (std::size_t end = y.size(); end >= begin + kShortestSegment; --end) {
        const double cost = least[begin] + penalty + segment.cost();
        if (cost < least[end] - kRounding) {
          least[end] = cost;
          start[end] = begin;
        }
        segment.remove(end - 1);
      }
    }
    later.remove(begin);
  }
  std::vector<std::size_t> starts;
  for (std::size_t at = start[y.size()]; at > 0; at = start[at]) starts.push_back(at);
  std::reverse(starts.begin(), starts.end());
  return starts;
}

double median_between(const std::vector<double>& y, std::size_t begin, std::size_t end) {
  return median({y.begin() + static_cast<std::ptrdiff_t>(begin),
                 y.begin() + static_cast<std::ptrdiff_t>(end)});
}

}  // namespace

double nightly_scale(const std::vector<double>& y) {
  if (y.size() < 3) return 0;
  std::vector<double> steps;
  for (std::size_t i = 1; i < y.size(); ++i) steps.push_back(y[i] - y[i - 1]);
  const double middle = median(steps);
  for (double& step : steps) step = std::fabs(step - middle);
  return kMadToDeviation * median(steps) / std::sqrt(2.0);
}

std::vector<Change> find_changes(const std::vector<double>& y) {
  if (y.size() > kMostNights) throw std::invalid_argument("more than 400 nights at once");
  const double scale = nightly_scale(y);
  if (!(scale > 0)) return {};
  const std::vector<std::size_t> starts = best_starts(y, scale);
  std::vector<Change> changes;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t begin = i == 0 ? 0 : starts[i - 1];
    const std::size_t end = i + 1 == starts.size() ? y.size() : starts[i + 1];
    const Change change = {static_cast<int>(starts[i]), median_between(y, begin, starts[i]),
                           median_between(y, starts[i], end)};
    if (std::fabs(change.after - change.before) >= std::log(kSmallestFactor)) {
      changes.push_back(change);
    }
  }
  return changes;
}

std::vector<Change> new_changes(const std::vector<Change>& found, const std::vector<int>& known) {
  std::vector<Change> fresh;
  std::copy_if(found.begin(), found.end(), std::back_inserter(fresh), [&](const Change& change) {
    return std::all_of(known.begin(), known.end(),
                       [&](int night) { return std::abs(change.night - night) > kSameChange; });
  });
  return fresh;
}

}  // namespace sharebench::stats
