// Rules about clocks: how long a sample must last, which clock sources to distrust, when guest and
// host disagree.
//
// The clocks themselves are read elsewhere; here are numbers in, judgements out.
#pragma once

#include <string>

namespace sharebench::stats {

/// Seconds that a sample must last: max(50 ms, 1000 x max(resolution, cost)). Resolution is the
/// smallest positive difference of 20 spins, cost the median of 10,000 calls, both in seconds.
double shortest_sample_s(double resolution_s, double cost_s);

/// By what whole factor the operations of a sample must grow, in both arms alike (unequal counts
/// bias the ratio), so that the faster arm lasts `shortest_s`. 1 when it does, 1e9 at most. All in
/// seconds, above 0 (std::invalid_argument).
int operations_factor(double baseline_s, double candidate_s, double shortest_s);

/// True for Linux clock sources that cost or step too much: hpet, acpi_pm, jiffies.
bool distrusted_clocksource(const std::string& name);

/// True when guest and host lengths of a block differ by more than 1 %: |ln(guest / host)| > .01
/// (a pause, stolen time, slewing). Lengths that are not above 0 disagree.
bool clocks_disagree(double guest_s, double host_s);

}  // namespace sharebench::stats
