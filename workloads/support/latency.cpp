// The log-linear histogram behind every percentile the runner reports.
#include "workloads/support/latency.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace sharebench::workloads {

namespace {

constexpr std::uint64_t kLinear = 32;  // below this every value has a bucket of its own

}  // namespace

void LatencyHistogram::add(std::uint64_t ns) {
  std::size_t bucket = static_cast<std::size_t>(ns);
  if (ns >= kLinear) {
    const int power = 63 - std::countl_zero(ns);
    const auto sub = static_cast<std::size_t>(ns >> (power - kSubBits)) & (kLinear - 1);
    bucket = (static_cast<std::size_t>(power - kSubBits + 1) << kSubBits) | sub;
    bucket = std::min<std::size_t>(bucket, kBuckets - 1);
  }
  ++buckets_[bucket];
  ++count_;
  max_ns_ = std::max(max_ns_, ns);
}

void LatencyHistogram::merge(const LatencyHistogram& other) {
  for (std::size_t i = 0; i < buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
  max_ns_ = std::max(max_ns_, other.max_ns_);
}

std::uint64_t LatencyHistogram::percentile_ns(double share) const {
  if (count_ == 0) return 0;
  const double wanted = std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(count_));
  const std::uint64_t rank = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(wanted));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i + 1 < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (seen < rank) continue;
    if (i < kLinear) return i;
    // The upper edge, so that the answer is never below the exact value.
    const std::size_t shift = (i >> kSubBits) - 1;
    const std::uint64_t low = ((i & (kLinear - 1)) | kLinear) << shift;
    return std::min(max_ns_, low + (std::uint64_t{1} << shift) - 1);
  }
  return max_ns_;  // the last bucket also holds all that is beyond the scale
}

}  // namespace sharebench::workloads
