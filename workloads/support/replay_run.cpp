// Threads that tell each other which steps are done, and wake only who waits for that very step: a
// thread that is woken for each step of another costs more than the steps.
#include "workloads/support/replay_run.h"

#include <time.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "workloads/support/replay_calls.h"
#include "workloads/support/stop.h"

namespace sharebench::workloads {

namespace {

/// Of a step.
enum class Progress : std::uint32_t { kTodo, kAwaited, kDone };
constexpr std::int64_t kLongestSleep_ns = 50'000'000;
/// To ask for a thread's processor time is a system call: not worth it for less.
constexpr std::int64_t kWorthACall_ns = 50'000;

std::int64_t now() {
  return static_cast<std::int64_t>(now_ns());
}

/// Of the processor, of this thread.
std::int64_t computed_ns() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// Spends think time as the program did: it computes, so that threads have to share the processors.
class Thinking {
 public:
  explicit Thinking(double scale) : scale_(scale) {}

  void think(std::uint64_t ticks) {
    owed_ns_ += scaled(ticks);
    if (owed_ns_ <= 0) return;
    const auto clock = owed_ns_ < kWorthACall_ns ? now : computed_ns;
    const std::int64_t until = clock() + owed_ns_;
    do {
      throw_if_stopped();
      owed_ns_ = until - clock();
    } while (owed_ns_ > 0);
  }

  /// Waits for the clock.
  void sleep(std::uint64_t ticks) const {
    const std::int64_t until = now() + scaled(ticks);
    for (std::int64_t left = until - now(); left > 0; left = until - now()) {
      throw_if_stopped();
      std::this_thread::sleep_for(std::chrono::nanoseconds(std::min(left, kLongestSleep_ns)));
    }
  }

 private:
  std::int64_t scaled(std::uint64_t ticks) const {
    return static_cast<std::int64_t>(static_cast<double>(ticks) * kTraceTick_ns * scale_);
  }

  double scale_;
  std::int64_t owed_ns_ = 0;  ///< negative: spent too much
};

bool is_clock(const TraceRecord& record) {
  return record.op == Op::kReceive && record.size == kNoPipe;
}

class Replayer {
 public:
  Replayer(const ReplayPlan& plan, const ReplayBytes& bytes, const std::string& root, double think,
           unsigned latency_every)
      : plan_(plan),
        calls_(plan, bytes, root),
        think_(think),
        latency_every_(latency_every == 0 ? 1 : latency_every),
        progress_(plan.trace.steps.size()) {}

  Tally go() {
    running_ = 1;
    run_thread(0);
    for (int left = running_; left > 0; left = running_) running_.wait(left);
    const std::lock_guard lock(mutex_);  // the last thread may still hold it
    if (error_) std::rethrow_exception(error_);
    tally_.ops = plan_.operations;
    return std::move(tally_);
  }

 private:
  /// Never throws: this is the top of a thread.
  void run_thread(std::uint32_t thread) noexcept {
    try {
      Tally tally;
      steps(thread, tally);
      const std::lock_guard lock(mutex_);
      tally_.bytes += tally.bytes;
      for (const auto& [kind, latencies] : tally.latencies) {
        tally_.latencies[kind].merge(latencies);
      }
    } catch (...) {
      give_up();
    }
    // Notified under the lock: go() may end, and with it all this, as soon as it sees the 0.
    const std::lock_guard lock(mutex_);
    --running_;
    running_.notify_all();
  }

  void steps(std::uint32_t thread, Tally& tally) {
    Thinking thinking(think_);
    std::string buffer;
    unsigned until_timed = 1;
    for (const std::uint32_t step : plan_.steps[thread]) {
      const TraceRecord& record = plan_.trace.steps[step];
      const bool waits_first = record.op == Op::kWait || record.op == Op::kReceive;
      if (!waits_first) thinking.think(record.think);
      for (const Dependency& wait : plan_.waits_of(step)) wait_for(wait);
      if (is_clock(record)) {
        thinking.sleep(record.think);
      } else if (waits_first) {
        thinking.think(record.think);
      }
      throw_if_stopped();
      if (record.op == Op::kFork) {
        start(static_cast<std::uint32_t>(record.size));
      } else if (record.op > Op::kReceive) {
        const bool timed = --until_timed == 0;
        if (timed) until_timed = latency_every_;
        const std::uint64_t begin = timed ? now_ns() : 0;
        tally.bytes += calls_.call(step, buffer);
        if (timed) tally.latencies[row_of(record.op).name].add(now_ns() - begin);
      }
      finish(progress_[step]);
    }
  }

  static void finish(std::atomic<Progress>& step) {
    if (step.exchange(Progress::kDone) == Progress::kAwaited) step.notify_all();
  }

  void wait_for(const Dependency& wait) {
    std::atomic<Progress>& last = progress_[plan_.steps[wait.thread][wait.count - 1]];
    Progress seen = Progress::kTodo;
    last.compare_exchange_strong(seen, Progress::kAwaited);
    while (last != Progress::kDone) last.wait(Progress::kAwaited);
    if (given_up_) throw Stopped();
  }

  void start(std::uint32_t thread) {
    ++running_;
    try {
      std::thread([this, thread] { run_thread(thread); }).detach();
    } catch (const std::exception& error) {
      --running_;
      throw WorkloadError(std::string("a thread could not be started: ") + error.what());
    }
  }

  /// Keeps the first error and wakes all that wait.
  void give_up() {
    const std::lock_guard lock(mutex_);
    if (!given_up_) error_ = std::current_exception();
    given_up_ = true;
    for (std::atomic<Progress>& step : progress_) finish(step);
  }

  const ReplayPlan& plan_;
  ReplayCalls calls_;
  double think_;
  unsigned latency_every_;
  std::vector<std::atomic<Progress>> progress_;  ///< by step
  std::atomic<int> running_{0};
  std::atomic<bool> given_up_{false};
  std::mutex mutex_{};
  std::exception_ptr error_{};
  Tally tally_{};
};

}  // namespace

Tally replay(const ReplayPlan& plan, const ReplayBytes& bytes, const std::string& root,
             double think, unsigned latency_every) {
  return Replayer(plan, bytes, root, think, latency_every).go();
}

}  // namespace sharebench::workloads
