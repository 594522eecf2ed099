// Several threads over one list of items, as a build tool's pool does file work: what the threaded
// workloads share.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

#include "workloads/workload.h"

namespace sharebench::workloads {

/// Hands out 0, 1, ... below `count`, each once, whichever thread asks.
class Items {
 public:
  explicit Items(std::size_t count) : count_(count) {}
  /// False when none is left.
  bool take(std::size_t& item) {
    item = next_.fetch_add(1, std::memory_order_relaxed);
    return item < count_;
  }

 private:
  std::size_t count_;
  std::atomic<std::size_t> next_{0};
};

/// Runs `work` on `threads` threads (1 to 64; with 1 on the caller's own), each with a tally of its
/// own, and adds their latencies and bytes to `tally`. When threads throw, the first exception is
/// thrown again after all have ended.
void run_workers(std::size_t threads, Tally& tally,
                 const std::function<void(std::size_t worker, Tally& own)>& work);

}  // namespace sharebench::workloads
