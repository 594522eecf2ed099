// A doubly linked list over sorted values, a pointer to the median and two to the bounds.
#include "harness/stats/segment_cost.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace sharebench::stats {
namespace {

constexpr double kReach = 3;  // standard deviations, beyond which the loss is flat
constexpr double kBound = kReach * kReach;

}  // namespace

SegmentCost::SegmentCost(const std::vector<double>& z)
    : next_(z.size() + 2), previous_(z.size() + 2), size_(z.size()) {
  std::vector<std::size_t> ranked(z.size());
  std::iota(ranked.begin(), ranked.end(), std::size_t{0});
  std::stable_sort(ranked.begin(), ranked.end(),
                   [&](std::size_t a, std::size_t b) { return z[a] < z[b]; });
  Order order = {std::vector<double>(z.size() + 2), std::vector<Place>(z.size())};
  order.sorted.front() = -std::numeric_limits<double>::infinity();
  order.sorted.back() = std::numeric_limits<double>::infinity();
  for (Place rank = 0; rank < ranked.size(); ++rank) {
    order.place_of[ranked[rank]] = rank + 1;
    order.sorted[rank + 1] = z[ranked[rank]];
  }
  for (Place place = 0; place < next_.size(); ++place) {
    next_[place] = place + 1;
    previous_[place] = place == 0 ? 0 : place - 1;
  }
  order_ = std::make_shared<const Order>(std::move(order));
  sorted_ = order_->sorted.data();
  if (size_ == 0) return;
  lower_ = static_cast<Place>((size_ + 1) / 2);
  inside_ = past_ = lower_;
  follow_median();
}

double SegmentCost::middle() const {
  const double lower = sorted_[lower_];
  return size_ % 2 == 1 ? lower : (lower + sorted_[next_[lower_]]) / 2;
}

void SegmentCost::add(Place place) {
  ++counted_;
  sum_ += sorted_[place];
  squares_ += sorted_[place] * sorted_[place];
}

void SegmentCost::drop(Place place) {
  --counted_;
  sum_ -= sorted_[place];
  squares_ -= sorted_[place] * sorted_[place];
}

/// Lets the bounds follow the median: first they take values in, then they leave values out, so
/// that the lower one never passes the upper one.
void SegmentCost::follow_median() {
  median_ = middle();
  const double low = median_ - kReach, high = median_ + kReach;
  for (; sorted_[previous_[inside_]] > low; add(inside_)) inside_ = previous_[inside_];
  for (; sorted_[past_] < high; past_ = next_[past_]) add(past_);
  for (; inside_ != past_ && sorted_[inside_] <= low; inside_ = next_[inside_]) drop(inside_);
  while (past_ != inside_ && sorted_[previous_[past_]] >= high) {
    past_ = previous_[past_];
    drop(past_);
  }
}

void SegmentCost::remove(std::size_t index) {
  const Place place = order_->place_of[index];
  if (place >= inside_ && place < past_) drop(place);
  if (size_ % 2 == 1) {
    if (place >= lower_) lower_ = previous_[lower_];
  } else if (place <= lower_) {
    lower_ = next_[lower_];
  }
  if (inside_ == place) inside_ = next_[place];
  if (past_ == place) past_ = next_[place];
  next_[previous_[place]] = next_[place];
  previous_[next_[place]] = previous_[place];
  if (--size_ > 0) follow_median();
}

double SegmentCost::cost() const {
  const double m = median_;
  const double inside = squares_ + m * (static_cast<double>(counted_) * m - 2 * sum_);
  return std::max(inside, 0.0) + kBound * static_cast<double>(size_ - counted_);
}

}  // namespace sharebench::stats
