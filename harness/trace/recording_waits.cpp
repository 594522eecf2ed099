// Who waited for whom, and what of a thread's time is none of its own.
#include <algorithm>
#include <utility>

#include "harness/trace/recording.h"
#include "workloads/support/trace_format.h"

namespace sharebench::trace {

/// The pipe or the wait that a call feeds which has only begun; 0 for other calls.
std::uint64_t Recording::sends_to(const Process& process, const StraceEvent& event) {
  if (event.name == "futex" && event.arg(1).rfind("FUTEX_WAKE", 0) == 0) {
    return number_of_wait(process, event.arg(0));
  }
  if (event.name != "write" && event.name != "writev") return 0;
  const auto written = file(process, event.arg(0));
  return written == nullptr ? 0 : written->pipe;
}

/// Who receives may be seen to go on before the call that sent has returned.
void Recording::send_early(std::uint64_t pipe) {
  const auto sending = sending_.find(pipe);
  if (sending == sending_.end()) return;
  Process& sender = processes_[sending->second];
  sending_.erase(sending);
  sender.sends_to = 0;
  sender.sent_early = true;
  ++sender.gap.calls;
  sent_[pipe] = sender.begun_ns;
  add(sender, {.op = Op::kSend, .size = pipe}, sender.begun_ns, 0, sender.begun_ns);
}

void Recording::sends_no_more(Process& process, int pid) {
  const auto sending = sending_.find(std::exchange(process.sends_to, 0));
  if (sending != sending_.end() && sending->second == pid) sending_.erase(sending);
}

void Recording::end_threads(const Process& process) {
  for (auto& [pid, other] : processes_) {
    if (&other != &process && other.descriptors == process.descriptors) other.ended_by_other = true;
  }
}

void Recording::wait(Process& process, const StraceEvent& event, int child) {
  compute_until(process, event.start_ns);
  const auto gone = exited_.find(child);
  if (gone != exited_.end()) {
    add(process, {.op = Op::kWait, .size = gone->second.thread}, event.end_ns, gone->second.at_ns,
        event.end_ns);
    exited_.erase(gone);
    return;
  }
  // A thread's end is told to who joins it before strace hears of it.
  const auto ending = processes_.find(child);
  if (ending == processes_.end()) return;
  add(process, {.op = Op::kWait, .size = ending->second.thread}, event.end_ns, event.end_ns,
      event.end_ns);
}

/// Under strace less happens until a deadline than without it. So a replay goes on at the same
/// place among what other threads do, and only then waits for as long as nothing happened.
void Recording::timed_wait(Process& process, const StraceEvent& event) {
  std::int64_t since_ns = event.start_ns;
  compute_until(process, since_ns);
  if (last_step_.thread != process.thread && last_step_.end_ns > since_ns) {
    since_ns = std::min(last_step_.end_ns, event.end_ns);
    add(process, {.op = Op::kWait, .size = last_step_.thread}, since_ns, since_ns, since_ns);
  }
  add_time(process.gap.kept_ns, event.end_ns - since_ns);
}

std::uint64_t Recording::number_of_wait(const Process& process, std::string_view address) {
  std::uint64_t& number = futexes_[{process.descriptors.get(), std::string(address)}];
  if (number == 0) number = new_pipe();
  return number;
}

void Recording::wake(Process& process, const StraceEvent& event, bool wakes) {
  OpenFile place;
  place.pipe = number_of_wait(process, event.arg(0));
  pipe(process, event, place, wakes);
}

void Recording::pipe(Process& process, const StraceEvent& event, const OpenFile& pipe, bool sends) {
  if (sends && process.sent_early) return;
  if (!sends) {
    send_early(pipe.pipe);
    compute_until(process, event.start_ns);
    add_time(process.gap.dropped_ns, event.end_ns - event.start_ns);
  }
  std::int64_t& sent_ns = sent_[pipe.pipe];
  add(process, {.op = sends ? Op::kSend : Op::kReceive, .size = pipe.pipe}, event.end_ns,
      sends ? 0 : sent_ns, event.end_ns);
  if (sends) sent_ns = event.end_ns;
}

/// What a thread computed before it waited is not part of the wait: it goes into a step of its own.
void Recording::compute_until(Process& process, std::int64_t start_ns) {
  constexpr std::int64_t kWorthAStep_ns = 50'000;
  const std::int64_t waited_ns = process.gap.kept_ns + process.gap.dropped_ns;
  if (start_ns - process.last_end_ns - waited_ns < kWorthAStep_ns) return;
  add(process, {.op = Op::kSend, .size = workloads::kNoPipe}, start_ns, 0, start_ns);
}

}  // namespace sharebench::trace
