// Holds each call's reply until a set time after its arrival, so that the cost of a round trip can
// be chosen.
#pragma once

#include <cstdint>

namespace sharebench::vboxsf {

/// How long calls were held, measured: from the packet's arrival until its reply may leave.
struct HeldTimes {
  std::uint64_t calls = 0;
  std::int64_t sum_ns = 0;
  std::int64_t max_ns = 0;
};

class Pacer {
 public:
  /// The longest pace: longer ones are cut to it, negative ones are 0. A guest stands still as
  /// long.
  static constexpr std::int64_t kMaxPaceNs = 10'000'000'000;

  /// Sets the pace and starts new statistics.
  void set_pace(std::int64_t pace_ns);
  std::int64_t pace_ns() const { return pace_ns_; }

  /// Returns when `pace` has passed since `arrived_ns`: sleeps until 150 us before, for a sleep may
  /// end that late, then spins. `now_ns` is the time of the call; both of monotonic_ns().
  void hold(std::int64_t arrived_ns, std::int64_t now_ns);

  const HeldTimes& held() const { return held_; }

 private:
  std::int64_t pace_ns_ = 0;
  HeldTimes held_{};
};

/// Asks for real-time priority (FIFO, 10), so that a pace holds on a busy machine too. Only root
/// gets it; for others Pacer::held() tells how well the pace holds without.
void ask_for_priority();

}  // namespace sharebench::vboxsf
