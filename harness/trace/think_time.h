// What of the time between the operations of a thread is the command's own: strace makes each call
// slower, and waiting is no computing.
#pragma once

#include <cstdint>
#include <optional>

namespace sharebench::trace {

/// No recording is longer than this, 116 days; a time farther from its start is none that strace
/// wrote.
constexpr std::int64_t kLongestRecording_ns = 10'000'000'000'000'000;

/// Adds a time that is not negative to a sum of times, in nanoseconds; the sum stops growing at 73
/// years, so that no input makes it overflow.
void add_time(std::int64_t& sum_ns, std::int64_t ns);

/// What strace adds to a call that it follows, in nanoseconds; taken out of the think time.
struct Overhead {
  std::int64_t inside_ns = 0;   ///< between the two times that it writes down
  std::int64_t between_ns = 0;  ///< outside them
};

/// Where the time of all threads went, after strace's own was taken off. A gap between two recorded
/// operations that follow each other, shorter than strace takes to follow some calls, is short:
/// what is left of it is mostly strace's.
struct ThinkTime {
  std::int64_t short_ns = 0, other_ns = 0;  ///< in gaps, without the calls there that wait
  std::int64_t files_ns = 0;                ///< in recorded operations
};

/// Nanoseconds in all gaps.
double gaps_ns(const ThinkTime& think);

/// What of the time in gaps is kept; 0 to 1. Waiting is not shared out.
struct ThinkShares {
  double of_short = 1, of_other = 1;
};

/// CPU seconds of a command outside and in the kernel, as `time` prints them, and of its file
/// operations alone, as a replay without think time takes them.
struct CpuTime {
  std::optional<double> user_s{}, system_s{}, files_s{};
};

/// Nanoseconds that a replay has to compute between the command's file operations: what these,
/// replayed alone, leave of the command's CPU time. Where nobody measured them: user, and what they
/// took less than system under strace. Nothing when the user time is not known.
std::optional<double> computed_ns(const ThinkTime& think, const CpuTime& cpu);

/// What of the time in gaps the command computed. With both CPU times of a run without strace, all
/// gaps share computed_ns. With the user time alone, all gaps share that, but only the short ones
/// are made shorter. 1 each without.
ThinkShares think_shares(const ThinkTime& think, const CpuTime& cpu);

/// What a thread did since its last recorded operation.
struct Gap {
  std::uint32_t calls = 0;      ///< traced, but not recorded; the one that ends the gap counts
  std::int64_t kept_ns = 0;     ///< waited for the clock, or for what is not in the trace
  std::int64_t dropped_ns = 0;  ///< waited for another thread: a replay's thread does so by itself
  std::int64_t owed_ns = 0;     ///< of strace's time, what the last gaps were too short for
};

/// The think time of a gap of `gap_ns`; adds to `totals` and empties `gap` but for what it owes.
std::int64_t close_gap(Gap& gap, std::int64_t gap_ns, const Overhead& overhead,
                       const ThinkShares& shares, ThinkTime& totals);

}  // namespace sharebench::trace
