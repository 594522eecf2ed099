// Starts the threads, joins them all whatever happens, and merges what they counted.
#include "workloads/support/workers.h"

#include <exception>
#include <thread>
#include <vector>

namespace sharebench::workloads {

namespace {

void merge(const std::vector<Tally>& parts, Tally& tally) {
  for (const Tally& part : parts) {
    tally.bytes += part.bytes;
    for (const auto& [kind, latency] : part.latencies) tally.latencies[kind].merge(latency);
  }
}

}  // namespace

void run_workers(std::size_t threads, Tally& tally,
                 const std::function<void(std::size_t worker, Tally& own)>& work) {
  std::vector<Tally> parts(threads);
  std::vector<std::exception_ptr> failures(threads);
  const auto guarded = [&](std::size_t worker) {
    try {
      work(worker, parts[worker]);
    } catch (...) {
      failures[worker] = std::current_exception();  // thrown again below, on the caller's thread
    }
  };
  std::vector<std::thread> pool;
  for (std::size_t worker = 1; worker < threads; ++worker) pool.emplace_back(guarded, worker);
  guarded(0);
  for (std::thread& thread : pool) thread.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
  merge(parts, tally);
}

}  // namespace sharebench::workloads
