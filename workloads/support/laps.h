// Times consecutive operations with one clock read each: the end of one is the start of the next.
#pragma once

#include <cstdint>

#include "workloads/support/latency.h"
#include "workloads/support/stop.h"

namespace sharebench::workloads {

/// A stopwatch over groups of operations (a file: create, write, close). One group in `every` is
/// timed; the others read no clock.
class Laps {
 public:
  explicit Laps(unsigned every) : every_(every == 0 ? 1 : every), left_(1) {}

  /// Before the first operation of a group. Throws Stopped when a stop was requested.
  void begin() {
    throw_if_stopped();
    const bool clock_is_fresh = timed_;  // the lap before ended just now
    timed_ = --left_ == 0;
    if (!timed_) return;
    left_ = every_;
    if (!clock_is_fresh) last_ns_ = now_ns();
  }

  /// After each operation of a group.
  void lap(LatencyHistogram& kind) {
    if (!timed_) return;
    const std::uint64_t now = now_ns();
    kind.add(now - last_ns_);
    last_ns_ = now;
  }

  /// Does what a real program would not, and keeps its time out of the sample. Between laps only.
  template <typename Work>
  void off_clock(Work work) {
    const std::uint64_t start = timed_ ? last_ns_ : now_ns();
    work();
    last_ns_ = now_ns();
    off_clock_ns_ += last_ns_ - start;
  }

  std::uint64_t off_clock_ns() const { return off_clock_ns_; }

 private:
  unsigned every_;
  unsigned left_;
  bool timed_ = false;
  std::uint64_t last_ns_ = 0;
  std::uint64_t off_clock_ns_ = 0;
};

}  // namespace sharebench::workloads
