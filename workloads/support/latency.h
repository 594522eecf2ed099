// Latencies of operations inside a sample: a log-linear histogram, cheap enough to time every call.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace sharebench::workloads {

/// Nanoseconds on the steady clock.
inline std::uint64_t now_ns() {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                        std::chrono::steady_clock::now().time_since_epoch())
                                        .count());
}

/// Log-linear histogram: 32 buckets per power of two, so a percentile is right to 1/32 (3.2 %);
/// the maximum is exact. Values are nanoseconds; anything above 2^40 ns (18 min) goes to the last.
class LatencyHistogram {
 public:
  void add(std::uint64_t ns);
  void merge(const LatencyHistogram& other);
  std::uint64_t count() const { return count_; }
  std::uint64_t max_ns() const { return max_ns_; }

  /// The smallest value not below the given share of all values; share in (0, 1]. 0 when empty.
  std::uint64_t percentile_ns(double share) const;

 private:
  static constexpr int kSubBits = 5;
  static constexpr int kBuckets = (40 - kSubBits + 2) << kSubBits;
  std::array<std::uint32_t, kBuckets> buckets_{};
  std::uint64_t count_ = 0;
  std::uint64_t max_ns_ = 0;
};

}  // namespace sharebench::workloads
