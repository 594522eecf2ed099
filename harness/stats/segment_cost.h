// The bounded cost of a run of nights that loses one night after the other, in constant time a
// night: what makes the search over all segmentations quick.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace sharebench::stats {

/// A set of values that only shrinks, with the sum of min((z - median)^2, 9) over it.
///
/// The values are a list in sorted order. When one leaves, the median moves by one place at most,
/// and the few values that pass the bound at median +- 3 are added to or taken from running sums.
class SegmentCost {
 public:
  /// All of `z`, in units of the scale and near 0, so that the running sums lose no digits.
  explicit SegmentCost(const std::vector<double>& z);

  /// Takes the value out that was `z[index]` and is still there.
  void remove(std::size_t index);

  /// How many values there are.
  std::size_t size() const { return size_; }

  /// The cost; exact to some 1e-12 of the number of values. There must be a value.
  double cost() const;

 private:
  using Place = std::uint32_t;  ///< a rank plus 1; 0 and the last stand before and after all values

  double middle() const;
  void add(Place place);
  void drop(Place place);
  void follow_median();

  /// What copies share.
  struct Order {
    std::vector<double> sorted;   ///< by place, infinite at both ends
    std::vector<Place> place_of;  ///< by index
  };

  std::shared_ptr<const Order> order_;
  const double* sorted_ = nullptr;
  std::vector<Place> next_, previous_;
  std::size_t size_ = 0;
  Place lower_ = 0;  ///< place of the lower median
  double median_ = 0;
  Place inside_ = 0, past_ = 0;  ///< first place within the bounds, first one above them
  std::size_t counted_ = 0;      ///< values within, and their sums
  double sum_ = 0, squares_ = 0;
};

}  // namespace sharebench::stats
