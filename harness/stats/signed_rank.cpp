// The exact distribution by its recursion; the normal approximation only where ties break it.
#include "harness/stats/signed_rank.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "harness/stats/distributions.h"

namespace sharebench::stats {
namespace {

constexpr int kMostBlocks = 1000;  // the distribution then has half a million terms
constexpr std::size_t kMostRemembered = 70;

struct Ranks {
  double plus = 0, minus = 0;  ///< sums over d > 0 and d < 0
  double tie_term = 0;         ///< sum of t^3 - t over groups of t equal |d|
  std::size_t count = 0;       ///< ranked values: all but zeros
  bool zeros_or_ties = false;
};

/// Values that are not finite have no rank, and would break every sort.
void check_finite(const std::vector<double>& values) {
  if (!std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); })) {
    throw std::invalid_argument("values must be finite");
  }
}

Ranks rank(const std::vector<double>& d) {
  check_finite(d);
  std::vector<double> left;
  std::copy_if(d.begin(), d.end(), std::back_inserter(left), [](double x) { return x != 0; });
  std::sort(left.begin(), left.end(),
            [](double a, double b) { return std::fabs(a) < std::fabs(b); });
  Ranks ranks;
  ranks.count = left.size();
  ranks.zeros_or_ties = left.size() != d.size();
  for (std::size_t first = 0; first < left.size();) {
    std::size_t past = first + 1;
    while (past < left.size() && std::fabs(left[past]) == std::fabs(left[first])) ++past;
    const double mean_rank = static_cast<double>(first + 1 + past) / 2;
    const auto size = static_cast<double>(past - first);
    if (past - first > 1) ranks.zeros_or_ties = true;
    ranks.tie_term += size * size * size - size;
    for (std::size_t i = first; i < past; ++i)
      (left[i] > 0 ? ranks.plus : ranks.minus) += mean_rank;
    first = past;
  }
  return ranks;
}

void approximate(const Ranks& ranks, SignedRankTest& test) {
  const auto n = static_cast<double>(ranks.count);
  const double mean = n * (n + 1) / 4;
  const double deviation = std::sqrt((n * (n + 1) * (2 * n + 1) - ranks.tie_term / 2) / 24);
  if (!(deviation > 0)) return;
  const double distance = std::fabs(std::min(ranks.plus, ranks.minus) - mean);
  const double corrected = distance > 0 ? distance - 0.5 : 0;
  test.p_two = std::min(1.0, 2 * normal_upper_tail(std::fabs(corrected) / deviation));
  test.p_greater = normal_upper_tail((ranks.plus - mean - 0.5) / deviation);
  test.p_less = normal_upper_tail((mean - ranks.plus - 0.5) / deviation);
}

/// The distribution for `n`, remembered: a report asks for few numbers of blocks, each many times,
/// and 1,000 blocks take a sixth of a second. Valid until the next call.
const std::vector<double>& known_distribution(int n) {
  thread_local std::map<int, std::vector<double>> known;
  const auto found = known.find(n);
  if (found != known.end()) return found->second;
  if (known.size() >= kMostRemembered) known.clear();
  return known.emplace(n, signed_rank_distribution(n)).first->second;
}

void compute_exactly(std::size_t n, double t_plus, SignedRankTest& test) {
  const std::vector<double>& f = known_distribution(static_cast<int>(n));
  const auto t = static_cast<std::ptrdiff_t>(std::llround(t_plus));
  // Summed from the far end, small terms first, so that tails keep their digits.
  const double up_to_t = std::accumulate(f.begin(), f.begin() + t + 1, 0.0);
  const double from_t = std::accumulate(f.rbegin(), f.rbegin() + (std::ssize(f) - t), 0.0);
  test.p_greater = std::min(1.0, from_t);
  test.p_less = std::min(1.0, up_to_t);
  test.p_two = std::min(1.0, 2 * std::min(up_to_t, from_t));
}

/// Walsh averages of sorted values without their list, which grows with the square of n.
class WalshAverages {
 public:
  explicit WalshAverages(std::vector<double> d) : sorted_(std::move(d)) {
    std::sort(sorted_.begin(), sorted_.end());
  }

  std::size_t count() const { return sorted_.size() * (sorted_.size() + 1) / 2; }

  /// W_(k), k from 1: the least number that k averages do not exceed. Halving the numbers between
  /// the ends finds it exactly, for an average rises with both of its halves, rounded or not.
  double at(std::size_t k) const {
    std::int64_t low = ordinal(sorted_.front()), high = ordinal(sorted_.back());
    while (low < high) {
      const std::int64_t middle = std::midpoint(low, high);
      if (up_to(number(middle)) >= k) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return number(low);
  }

  double middle() const {
    if (sorted_.size() <= kFew) return median(all());
    const std::size_t half = count() / 2;
    return count() % 2 == 1 ? at(half + 1) : (at(half) + at(half + 1)) / 2;
  }

 private:
  static constexpr std::size_t kFew = 32;  // up to here listing them takes less time than halving

  std::vector<double> all() const {
    std::vector<double> averages;
    averages.reserve(count());
    for (std::size_t i = 0; i < sorted_.size(); ++i) {
      for (std::size_t j = i; j < sorted_.size(); ++j) {
        averages.push_back((sorted_[i] + sorted_[j]) / 2);
      }
    }
    return averages;
  }

  /// Place of a double among all doubles: a whole number that rises with it.
  static std::int64_t ordinal(double x) {
    const auto bits = std::bit_cast<std::int64_t>(x);
    return bits >= 0 ? bits : std::numeric_limits<std::int64_t>::min() - bits;
  }

  static double number(std::int64_t ordinal) {
    return std::bit_cast<double>(ordinal >= 0 ? ordinal
                                              : std::numeric_limits<std::int64_t>::min() - ordinal);
  }

  /// How many averages do not exceed `x`: for each lower half, the upper halves that fit with it.
  std::size_t up_to(double x) const {
    std::size_t averages = 0, past = sorted_.size();
    for (std::size_t i = 0; i < past; ++i) {
      while (past > i && (sorted_[i] + sorted_[past - 1]) / 2 > x) --past;
      averages += past - i;
    }
    return averages;
  }

  std::vector<double> sorted_;
};

}  // namespace

std::vector<double> signed_rank_distribution(int n) {
  if (n < 0 || n > kMostBlocks) throw std::invalid_argument("blocks out of range");
  const auto last = static_cast<std::size_t>(n) * static_cast<std::size_t>(n + 1) / 2;
  std::vector<double> f(last + 1, 0.0);
  f[0] = 1;
  std::size_t reach = 0;  // f is 0 beyond
  for (std::size_t r = 1; r <= static_cast<std::size_t>(n); ++r) {
    reach += r;
    // From the top down, so that f[t - r] is still the value of the round before.
    for (std::size_t t = reach + 1; t-- > 0;) f[t] = (f[t] + (t >= r ? f[t - r] : 0)) / 2;
  }
  return f;
}

int signed_rank_critical(int n, double level) {
  if (!(level > 0 && level < 1)) throw std::invalid_argument("level out of range");
  const std::vector<double>& f = known_distribution(n);
  double below = 0;  // P(T+ <= c - 1)
  int c = 0;
  while (c < static_cast<int>(f.size())) {
    below += f[static_cast<std::size_t>(c)];
    if (2 * below > level) break;
    ++c;
  }
  return c;
}

SignedRankTest signed_rank_test(const std::vector<double>& d) {
  const Ranks ranks = rank(d);
  SignedRankTest test;
  test.t_plus = ranks.plus;
  if (ranks.count == 0) return test;
  test.exact = !ranks.zeros_or_ties;
  if (test.exact) {
    compute_exactly(ranks.count, ranks.plus, test);
  } else {
    approximate(ranks, test);
  }
  return test;
}

Estimate hodges_lehmann(const std::vector<double>& d, double level) {
  if (d.empty()) throw std::invalid_argument("no values to estimate from");
  check_finite(d);
  const WalshAverages averages(d);
  Estimate estimate;
  estimate.n = static_cast<int>(d.size());
  estimate.value = averages.middle();
  const auto c = static_cast<std::size_t>(signed_rank_critical(estimate.n, level));
  if (c > 0) {
    estimate.low = averages.at(c);
    estimate.high = averages.at(averages.count() + 1 - c);
  }
  return estimate;
}

double pseudomedian(const std::vector<double>& d) {
  if (d.empty()) throw std::invalid_argument("no values to estimate from");
  check_finite(d);
  return WalshAverages(d).middle();
}

double median(std::vector<double> values) {
  if (values.empty()) throw std::invalid_argument("no values to take the median of");
  check_finite(values);
  const auto middle = values.begin() + std::ssize(values) / 2;
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

Estimate as_ratio(Estimate log_ratio) {
  log_ratio.value = std::exp(log_ratio.value);
  if (log_ratio.low) log_ratio.low = std::exp(*log_ratio.low);
  if (log_ratio.high) log_ratio.high = std::exp(*log_ratio.high);
  return log_ratio;
}

}  // namespace sharebench::stats
