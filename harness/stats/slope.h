// Serial round trips: how much longer a workload takes when every round trip takes longer.
//
// T(P) = T(0) + s P while the program waits for s round trips one after another, so two paces give
// s and cancel whatever the emulation adds to both (docs/methodology.md).
#pragma once

#include <map>
#include <vector>

#include "harness/core/comparison.h"
#include "harness/core/run.h"
#include "harness/stats/block_samples.h"

namespace sharebench::stats {

struct SerialResult {
  std::vector<SerialRoundTrips> slopes;
  std::vector<SerialRatio> ratios;
};

/// ln(serial round trips) of every block of that mount and workload, where it was paced and waits
/// in all of them; else empty.
std::map<int, double> log_slopes(const Run& run, const SampleIndex& samples, int mount,
                                 int workload);

/// Per workload and share with samples at two paces P1 < P2 (the smallest and largest above 0):
/// s_j = (median T(P2) - median T(P1)) / (P2 - P1) for every block j that has both, then
/// Hodges-Lehmann over blocks with a 95 % interval, in round trips.
/// `waits` is false when the interval reaches down to 0; without an interval (n < 6), when any s_j
/// <= 0. A share that cannot be paced has a row only when it made no round trips at all: 0, and it
/// does not wait. Ratios come from d_j = ln s_bj - ln s_aj where both arms wait and every slope is
/// above 0.
SerialResult serial_round_trips(const Run& run, const SampleIndex& samples);

}  // namespace sharebench::stats
