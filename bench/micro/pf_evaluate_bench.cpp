// A full check of a ruleset of 1000 rules over 20 interfaces, and how it grows with both.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>

#include "harness/guard/check.h"

namespace {

using namespace sharebench::guard;

/// Rules of every kind that do not decide, then the recommended ones.
std::string ruleset(int rules) {
  std::string text = "scrub in all fragment reassemble\n";
  for (int i = 0; i < rules - 8; ++i) {
    switch (i % 4) {
      case 0:
        text += fmt::format("pass in on en{} proto tcp from 10.{}.0.0/16 to any port {}\n", i % 20,
                            i % 250, 3000 + i);
        break;
      case 1:
        text += fmt::format("block in proto udp from any to 192.0.2.{} port {}\n", i % 250, i + 1);
        break;
      case 2:
        text += fmt::format("pass in inet6 proto tcp from 2001:db8:{}::/48 to any port 22\n", i);
        break;
      default:
        text += fmt::format("pass out on en{} proto tcp to any port {}\n", i % 20, i + 1);
    }
  }
  return text +
         "pass in quick on vboxnet0 inet proto { tcp udp } from 192.168.99.100 to 192.168.99.1 "
         "port "
         "{ 111 2049 20048:20051 } no state\n"
         "block drop in quick on ! lo0 proto { tcp udp } to any port { 111 2049 20048:20051 }\n";
}

Captured host(int interfaces) {
  Captured captured;
  std::string text = "vboxnet0: flags=8943<UP,BROADCAST>\n\tinet 192.168.99.1 netmask 0xffffff00\n";
  for (int i = 0; i < interfaces - 1; ++i)
    text += fmt::format("en{}: flags=8863<UP,BROADCAST>\n\tinet 10.200.{}.1 netmask 0xffffff00\n",
                        i, i);
  captured["ifconfig"].text = text;
  captured["os"].text = "macos 15.4\n";
  return captured;
}

/// Parsing included, as a user waits for it.
void full_check(benchmark::State& state) {
  CheckRequest request;
  request.vm = "192.168.99.100";
  request.vm_interface = "vboxnet0";
  request.services = parse_service_ports("111,2049,20048-20051");
  request.conf = ConfFile{"pf.conf", ruleset(static_cast<int>(state.range(0)))};
  const Captured captured = host(static_cast<int>(state.range(1)));
  for (auto _ : state) {
    const sharebench::GuardState found = check(captured, request);
    if (found.verdict != sharebench::GuardVerdict::kProtected)
      state.SkipWithError("the ruleset does not protect");
    benchmark::DoNotOptimize(found.exposures.size());
  }
}
BENCHMARK(full_check)
    ->Args({250, 20})
    ->Args({500, 20})
    ->Args({1000, 20})
    ->Args({1000, 10})
    ->Args({1000, 40})
    ->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
