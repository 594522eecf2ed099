// What one call costs beside the bare round trip that carries it, and how exactly a pace is held. A
// peer in this process plays QEMU; the device answers in a process of its own. Times are
// interleaved by rounds, for neighbours on the machine disturb both alike.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "harness/vboxsf/clock.h"
#include "harness/vboxsf/serve.h"
#include "tests/unit/vboxsf/fake_peer_helper.h"
#include "tests/unit/vboxsf/fake_service_helper.h"

namespace sharebench::vboxsf {
namespace {

constexpr int kCallsARound = 2000;

/// The device's process. Its counts go through a pipe when the peer closes its end.
struct Result {
  FunctionCount calls{};
  HeldTimes held{};
};

void serve_and_report(FileDescriptor end, std::int64_t pace_ns, int report) {
  ask_for_priority();
  FakeService service;
  service.events.reserve(1);
  Instruments instruments{Statistics({})};
  instruments.pacer.set_pace(pace_ns);
  service.answer = [&](Call&) {
    service.events.clear();
    return kOk;
  };
  Device device(service, instruments);
  Link link(std::move(end));
  serve({link, device, nullptr, instruments});
  const Result result{sum(instruments.statistics.of_all()), instruments.pacer.held()};
  ::_exit(::write(report, &result, sizeof(result)) == sizeof(result) ? 0 : 1);
}

class Machine {
 public:
  explicit Machine(std::int64_t pace_ns) {
    int pipe[2];
    if (::pipe(pipe) != 0) std::abort();
    FileDescriptor end = peer_.take_device_end();
    device_ = ::fork();
    if (device_ == 0) {
      peer_.close();
      serve_and_report(std::move(end), pace_ns, pipe[1]);
    }
    ::close(pipe[1]);
    report_ = FileDescriptor(pipe[0]);
    end = FileDescriptor();
    peer_.sync(guest_);
    ask(2, config_payload(0x10, kPortBase, 4));
    ask(2, config_payload(0x14, kMemoryBase, 4));
    put_connect(guest_, "VBoxSharedFolders");
    ring();
    FakeCall(guest_, guest_.get<std::uint32_t>(kClientAt), kFnSetUtf8).build();
  }

  /// A write that the device answers at once.
  void bare_write() { ask(4, bar_payload(kPortBase + 4, 0, 4, false)); }
  void ring() { ask(4, bar_payload(kPortBase, kPacketAddress, 4, false)); }

  Result finish() {
    peer_.close();
    Result result;
    if (::read(report_.get(), &result, sizeof(result)) != sizeof(result)) std::abort();
    ::waitpid(device_, nullptr, 0);
    return result;
  }

 private:
  void ask(std::int32_t command, const std::string& payload) {
    peer_.send(command, payload);
    peer_.wait_for_value();
  }

  FakePeer peer_{};
  FakeGuest guest_{};
  pid_t device_ = 0;
  FileDescriptor report_{};
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

template <typename Work>
double median_us(const Work& work) {
  std::vector<double> times_us;
  for (int i = 0; i < kCallsARound; ++i) {
    const std::int64_t before = monotonic_ns();
    work();
    times_us.push_back(static_cast<double>(monotonic_ns() - before) * 1e-3);
  }
  return median(times_us);
}

void compare_call_with_write(int rounds) {
  Machine machine(0);
  std::vector<double> writes_us, calls_us, ratios;
  for (int i = 0; i < rounds; ++i) {
    writes_us.push_back(median_us([&] { machine.bare_write(); }));
    calls_us.push_back(median_us([&] { machine.ring(); }));
    ratios.push_back(calls_us.back() / writes_us.back());
  }
  const Result result = machine.finish();
  const double service_us =
      static_cast<double>(result.calls.service_ns) * 1e-3 / static_cast<double>(result.calls.calls);
  fmt::print("{} rounds of {}: bare BAR write {:.2f} us, empty HGCM call {:.2f} us\n", rounds,
             kCallsARound, median(writes_us), median(calls_us));
  fmt::print("ratio {:.3f} (bar: 1.3), {:.3f} to {:.3f} over rounds\n", median(ratios),
             *std::min_element(ratios.begin(), ratios.end()),
             *std::max_element(ratios.begin(), ratios.end()));
  fmt::print("service time {:.2f} us a call, mean of {} (bar: 2 us)\n", service_us,
             result.calls.calls);
}

void check_pace(std::int64_t pace_ns, int calls) {
  Machine machine(pace_ns);
  for (int i = 0; i < calls; ++i) machine.ring();
  const HeldTimes held = machine.finish().held;
  const double mean_ns = static_cast<double>(held.sum_ns) / static_cast<double>(held.calls);
  const auto wanted_ns = static_cast<double>(pace_ns);
  fmt::print(
      "pace {} ms, {} calls: held {:.4f} ms in the mean, {:.3f} % over (bar: 1 %), "
      "longest {:.3f} ms\n",
      pace_ns / 1'000'000, held.calls, mean_ns * 1e-6, 100 * (mean_ns - wanted_ns) / wanted_ns,
      static_cast<double>(held.max_ns) * 1e-6);
}

}  // namespace
}  // namespace sharebench::vboxsf

int main(int argc, char** argv) {
  using namespace sharebench::vboxsf;
  const int rounds = argc == 3 && std::strcmp(argv[1], "--rounds") == 0 ? std::atoi(argv[2]) : 20;
  if (rounds < 1) {
    fmt::print(stderr, "usage: vboxsf_bench [--rounds N]\n");
    return 2;
  }
  compare_call_with_write(rounds);
  for (const std::int64_t pace_ms : {1, 2, 5}) check_pace(pace_ms * 1'000'000, 10 * rounds);
  return 0;
}
