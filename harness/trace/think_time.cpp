// Strace's mean is taken off; what is left is shared out by the command's CPU time.
#include "harness/trace/think_time.h"

#include <algorithm>

namespace sharebench::trace {
namespace {

/// A gap is short up to as much time as strace takes to follow this many calls.
constexpr std::int64_t kShortGapCalls = 8;

constexpr std::int64_t kLargestSum_ns = std::int64_t{1} << 61;

}  // namespace

void add_time(std::int64_t& sum_ns, std::int64_t ns) {
  const std::int64_t room_ns = kLargestSum_ns - sum_ns;
  sum_ns += std::clamp<std::int64_t>(ns, 0, room_ns);
}

double gaps_ns(const ThinkTime& think) {
  return static_cast<double>(think.short_ns) + static_cast<double>(think.other_ns);
}

std::optional<double> computed_ns(const ThinkTime& think, const CpuTime& cpu) {
  if (!cpu.user_s) return std::nullopt;
  const double user_ns = *cpu.user_s * 1e9;
  if (!cpu.system_s) return user_ns;
  const double system_ns = *cpu.system_s * 1e9;
  // What a replay itself computes between its calls is in there too.
  if (cpu.files_s) return std::max(0.0, user_ns + system_ns - *cpu.files_s * 1e9);
  return user_ns + std::max(0.0, system_ns - static_cast<double>(think.files_ns));
}

ThinkShares think_shares(const ThinkTime& think, const CpuTime& cpu) {
  const std::optional<double> computed = computed_ns(think, cpu);
  if (!computed || gaps_ns(think) <= 0) return {};
  const double share = std::clamp(*computed / gaps_ns(think), 0.0, 1.0);
  return cpu.system_s ? ThinkShares{share, share} : ThinkShares{.of_short = share};
}

std::int64_t close_gap(Gap& gap, std::int64_t gap_ns, const Overhead& overhead,
                       const ThinkShares& shares, ThinkTime& totals) {
  const std::int64_t calls = gap.calls;
  const std::int64_t added =
      calls == 0 ? 0 : calls * overhead.between_ns + (calls - 1) * overhead.inside_ns;
  // What strace added is an average: where a gap is shorter, the next ones give what it lacks.
  const std::int64_t taken_out = added + gap.owed_ns;
  const std::int64_t left_ns = gap_ns - gap.dropped_ns - taken_out;
  const std::int64_t think_ns = std::max<std::int64_t>(left_ns, 0);
  gap = {.owed_ns = std::clamp<std::int64_t>(-left_ns, 0, taken_out)};
  const bool is_short =
      calls == 1 && gap_ns <= kShortGapCalls * (overhead.inside_ns + overhead.between_ns);
  add_time(is_short ? totals.short_ns : totals.other_ns, think_ns);
  const double share = is_short ? shares.of_short : shares.of_other;
  return static_cast<std::int64_t>(static_cast<double>(think_ns) * share);
}

}  // namespace sharebench::trace
