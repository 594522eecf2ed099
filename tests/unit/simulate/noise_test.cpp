// The simulated machines have the noise that their tables say.
#include "bench/simulate/noise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "bench/simulate/designs.h"
#include "harness/stats/selftest.h"
#include "harness/stats/welch.h"

namespace sharebench::simulate {
namespace {

TEST(Noise, HasTheSixModelsOfTheMethod) {
  std::vector<std::string> names;
  for (const NoiseModel& model : noise_models()) names.push_back(model.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"iid", "quiet", "drift", "typical", "mount", "nasty"}));
  EXPECT_EQ(noise_model("nasty").regime_sd, 0.15);
  EXPECT_THROW(noise_model("calm"), std::out_of_range);
}

TEST(Noise, IidSamplesVaryByTheSampleDeviationAlone) {
  Random random = make_random(1, 0, 0);
  Machine machine(noise_model("iid"), random);
  machine.set_up(0, 1);
  std::vector<double> x;
  for (int i = 0; i < 20'000; ++i) x.push_back(machine.sample(0));
  EXPECT_NEAR(stats::moments(x).mean, 0, 0.002);
  EXPECT_NEAR(std::sqrt(stats::moments(x).variance), 0.05, 0.001);
  EXPECT_NEAR(stats::lag_1_autocorrelation(x), 0, 0.03);
}

/// Without bursts and ramp the drift, regime and sample variances add up, over many sessions.
TEST(Noise, DriftAndRegimesHaveTheirDeviations) {
  NoiseModel model = noise_model("drift");
  model.burst_rate = model.ramp = model.cold = 0;
  Random random = make_random(2, 0, 0);
  std::vector<double> x;
  for (int session = 0; session < 4000; ++session) {
    Machine machine(model, random);
    machine.set_up(0, 1);
    for (int i = 0; i < 39; ++i) machine.sample(0);
    x.push_back(machine.sample(0));
  }
  EXPECT_NEAR(std::sqrt(stats::moments(x).variance), std::hypot(0.05, 0.05, 0.06), 0.004);
}

TEST(Noise, AMountHasItsOwnEffectUntilTheNext) {
  NoiseModel model;
  model.mount_sd = 0.06;
  Random random = make_random(3, 0, 0);
  Machine machine(model, random);
  std::vector<double> effects;
  for (int i = 0; i < 5000; ++i) {
    machine.set_up(0, 1);
    effects.push_back(machine.sample(0));
    EXPECT_EQ(machine.sample(0), effects.back());
  }
  EXPECT_NEAR(std::sqrt(stats::moments(effects).variance), 0.06, 0.003);
}

TEST(Noise, ColdSamplesAreSlowerAndFade) {
  NoiseModel model;
  model.cold = 0.4;
  Random random = make_random(4, 0, 0);
  Machine machine(model, random);
  machine.set_up(0, 1);
  EXPECT_DOUBLE_EQ(machine.sample(0), 0.4);
  const double second = machine.sample(0);
  EXPECT_LT(second, 0.4);
  for (int i = 0; i < 3; ++i) machine.sample(0);
  EXPECT_LT(machine.sample(0), 0.02);
  machine.set_up(0, 1);
  EXPECT_DOUBLE_EQ(machine.sample(0), 0.4);
}

TEST(Noise, TheSameSeedGivesTheSameMachine) {
  const auto sample = [](std::uint64_t seed) {
    Random random = make_random(seed, 1, 2);
    return Machine(noise_model("nasty"), random).sample(0);
  };
  EXPECT_EQ(sample(5), sample(5));
  EXPECT_NE(sample(5), sample(6));
}

TEST(Designs, ABlockHasFourSamplesOfEitherArm) {
  Random random = make_random(6, 0, 0);
  Machine machine(noise_model("typical"), random);
  for (const Mode mode : {Mode::kCoResident, Mode::kExclusive}) {
    const stats::SelftestBlock block = measure_block(machine, mode, 0, 1);
    ASSERT_EQ(block.size(), 8u);
    int second = 0, changes = 0;
    for (std::size_t i = 0; i < block.size(); ++i) {
      second += block[i].arm;
      if (i > 0 && block[i].arm != block[i - 1].arm) ++changes;
    }
    EXPECT_EQ(second, 4);
    EXPECT_EQ(changes, mode == Mode::kCoResident ? 5 : 1);  // ABBABAAB, or AAAABBBB
  }
  EXPECT_EQ(measure_workloads(machine, 12, 0, 1).size(), 12u);
  EXPECT_EQ(one_after_the_other(machine, 10).b.size(), 10u);
  EXPECT_EQ(interleaved(machine, 20).a.size(), 20u);
}

}  // namespace
}  // namespace sharebench::simulate
