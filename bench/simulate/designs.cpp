// Blocks and sessions, slot by slot.
#include "bench/simulate/designs.h"

#include <cmath>
#include <cstddef>

#include "harness/plan/shuffle.h"
#include "harness/stats/block_ratio.h"

namespace sharebench::simulate {
namespace {

constexpr int kWarmUps = 3, kSamples = 4;
constexpr int kMountSlots = 1, kBootSlots = 10;

void warm_up(Machine& machine, int arm) {
  for (int i = 0; i < kWarmUps; ++i) machine.sample(arm);
}

}  // namespace

stats::SelftestBlock measure_block(Machine& machine, Mode mode, int block, std::uint64_t seed) {
  const std::vector<int> order = plan::sample_order(2, kSamples, block, seed);
  stats::SelftestBlock samples;
  if (mode == Mode::kCoResident) {
    for (const int arm : {0, 1}) machine.set_up(arm, kMountSlots);
    for (const int arm : {order[0], 1 - order[0]}) warm_up(machine, arm);
    for (const int arm : order) samples.push_back({arm, std::exp(machine.sample(arm))});
    return samples;
  }
  for (const int arm : {order[0], 1 - order[0]}) {
    machine.set_up(arm, kBootSlots);
    warm_up(machine, arm);
    for (int i = 0; i < kSamples; ++i) samples.push_back({arm, std::exp(machine.sample(arm))});
  }
  return samples;
}

double log_ratio_of(const stats::SelftestBlock& block) {
  std::vector<double> a, b;
  for (const stats::SelftestSample& sample : block) {
    (sample.arm == 0 ? a : b).push_back(std::log(sample.seconds));
  }
  return stats::block_log_ratio(a, b);
}

std::vector<double> measure_workloads(Machine& machine, int workloads, int block,
                                      std::uint64_t seed) {
  for (const int arm : {0, 1}) machine.set_up(arm, kMountSlots);
  std::vector<double> d(static_cast<std::size_t>(workloads));
  const auto at = static_cast<std::uint64_t>(block);
  for (const int workload : plan::permutation(workloads, plan::mix(seed, at, 0))) {
    const std::uint64_t own = plan::mix(seed, static_cast<std::uint64_t>(workload), 1);
    const std::vector<int> order = plan::sample_order(2, kSamples, block, own);
    machine.begin_workload();
    for (const int arm : {order[0], 1 - order[0]}) warm_up(machine, arm);
    std::vector<double> a, b;
    for (const int arm : order) (arm == 0 ? a : b).push_back(machine.sample(arm));
    d[static_cast<std::size_t>(workload)] = stats::block_log_ratio(a, b);
  }
  return d;
}

Arms one_after_the_other(Machine& machine, int samples) {
  Arms arms;
  for (const int arm : {0, 1}) {
    machine.set_up(arm, kMountSlots);
    warm_up(machine, arm);
    for (int i = 0; i < samples; ++i) {
      (arm == 0 ? arms.a : arms.b).push_back(std::exp(machine.sample(arm)));
    }
  }
  return arms;
}

Arms interleaved(Machine& machine, int samples) {
  for (const int arm : {0, 1}) machine.set_up(arm, kMountSlots);
  for (const int arm : {0, 1}) warm_up(machine, arm);
  Arms arms;
  for (int i = 0; i < samples; ++i) {
    const int first = i % 2;
    for (const int arm : {first, 1 - first}) {
      (arm == 0 ? arms.a : arms.b).push_back(std::exp(machine.sample(arm)));
    }
  }
  return arms;
}

}  // namespace sharebench::simulate
