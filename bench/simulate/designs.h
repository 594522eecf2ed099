// How samples are laid out in time: blocks as sharebench measures them, sessions as others do.
#pragma once

#include <cstdint>
#include <vector>

#include "bench/simulate/noise.h"
#include "harness/stats/selftest.h"

namespace sharebench::simulate {

/// Whether both arms can be mounted at once, or exclude each other and need a boot.
enum class Mode { kCoResident, kExclusive };

/// One block of equal arms: set up afresh, three warm-ups each, four timed samples each. Mounted
/// together they run ABBABAAB; exclusive ones run one after the other, ten slots of boot before
/// each. Which comes first follows plan::sample_order.
stats::SelftestBlock measure_block(Machine& machine, Mode mode, int block, std::uint64_t seed);

/// d of a block: the engine's block_log_ratio of its samples.
double log_ratio_of(const stats::SelftestBlock& block);

/// One block of both arms mounted once, all of `workloads` in an order shuffled anew: d of each.
std::vector<double> measure_workloads(Machine& machine, int workloads, int block,
                                      std::uint64_t seed);

/// Seconds of two equal arms as other tools measure them.
struct Arms {
  std::vector<double> a{}, b{};
};

/// All of A, then all of B: mounted once, three warm-ups, `samples` in a row.
Arms one_after_the_other(Machine& machine, int samples);

/// Both mounted once, three warm-ups each, then ABBA ABBA ... until each has `samples`.
Arms interleaved(Machine& machine, int samples);

}  // namespace sharebench::simulate
