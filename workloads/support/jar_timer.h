// Takes the latency of one operation in so many, as the context asks.
#pragma once

#include <utility>

#include "workloads/support/latency.h"
#include "workloads/support/stop.h"

namespace sharebench::workloads::jar {

/// Times the operations of one kind.
class SampledTimer {
 public:
  /// `histogram` outlives the timer; `every` of 0 counts as 1.
  SampledTimer(LatencyHistogram& histogram, unsigned every)
      : histogram_(histogram), every_(every == 0 ? 1 : every) {}

  /// Does the operation and returns what it returns. Throws Stopped before it when a stop was
  /// requested.
  template <typename Operation>
  auto time(Operation&& operation) {
    throw_if_stopped();
    const Stop stop{*this, count_++ % every_ == 0 ? now_ns() : 0};
    return std::forward<Operation>(operation)();
  }

 private:
  struct Stop {
    SampledTimer& timer;
    std::uint64_t start_ns;
    ~Stop() {
      if (start_ns != 0) timer.histogram_.add(now_ns() - start_ns);
    }
  };
  LatencyHistogram& histogram_;
  unsigned every_;
  unsigned count_ = 0;
};

}  // namespace sharebench::workloads::jar
