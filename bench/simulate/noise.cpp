// Drift, regimes, bursts, mounts and warm-up, slot by slot.
#include "bench/simulate/noise.h"

#include <boost/random/normal_distribution.hpp>
#include <boost/random/seed_seq.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace sharebench::simulate {
namespace {

constexpr double kCorrelationSlots = 40;  // of drift and of regimes: after these, 1/e is left
constexpr double kBurstStays = 2.0 / 3;   // bursts last three samples in the mean
constexpr double kBurstLeast = 0.1, kBurstShape = 1.5;  // Pareto: 10 % slower at least
constexpr double kWarmUpSlots = 1.3;                    // a cold cache's e-folding time
constexpr double kRampSlots = 100;

constexpr double kOwnPart = 1 / std::numbers::sqrt2;  // of a mount effect's deviation

}  // namespace

Random make_random(std::uint64_t seed, std::uint64_t cell, std::uint64_t part) {
  const auto low = [](std::uint64_t n) { return static_cast<std::uint32_t>(n); };
  boost::random::seed_seq sequence{low(seed), low(seed >> 32), low(cell), low(part)};
  return Random(sequence);
}

const std::vector<NoiseModel>& noise_models() {
  static const std::vector<NoiseModel> kModels = {
      {"iid", 0.05, 0, 0, 0, 0, 0, 0},
      {"quiet", 0.02, 0.01, 0.01, 0.005, 0.002, 0.4, 0.01},
      {"drift", 0.05, 0.05, 0.06, 0, 0.01, 0.4, 0.05},
      {"typical", 0.05, 0.05, 0.06, 0.02, 0.01, 0.4, 0.05},
      {"mount", 0.03, 0.02, 0.02, 0.06, 0.005, 0.4, 0.02},
      {"nasty", 0.08, 0.08, 0.15, 0.04, 0.03, 0.4, 0.08},
  };
  return kModels;
}

const NoiseModel& noise_model(const std::string& name) {
  for (const NoiseModel& model : noise_models()) {
    if (model.name == name) return model;
  }
  throw std::out_of_range("no noise model is called " + name);
}

Machine::Machine(const NoiseModel& model, Random& random) : model_(model), random_(random) {
  drift_ = normal(model.drift_sd);
  regime_ = normal(model.regime_sd);
}

void Machine::set_up(int arm, int slots) {
  pass(slots);
  const auto at = static_cast<std::size_t>(arm);
  shared_[at] = normal(model_.mount_sd * kOwnPart);
  own_[at] = normal(model_.mount_sd * kOwnPart);
  since_set_up_[at] = 0;
}

void Machine::begin_workload() {
  for (const std::size_t arm : {0U, 1U}) {
    own_[arm] = normal(model_.mount_sd * kOwnPart);
    since_set_up_[arm] = 0;
  }
}

double Machine::sample(int arm) {
  pass(1);
  const auto at = static_cast<std::size_t>(arm);
  double x = normal(model_.sample_sd) + drift_ + regime_ + shared_[at] + own_[at];
  x += model_.cold * std::exp(-since_set_up_[at]++ / kWarmUpSlots);
  x += model_.ramp * (1 - std::exp(-time_ / kRampSlots));
  if (burst_) x += std::log1p(kBurstLeast * std::pow(1 - uniform(), -1 / kBurstShape));
  return x;
}

double Machine::normal(double deviation) {
  if (deviation == 0) return 0;
  return boost::random::normal_distribution<double>(0, deviation)(random_);
}

double Machine::uniform() {
  return boost::random::uniform_01<double>()(random_);
}

void Machine::pass(int slots) {
  time_ += slots;
  if (model_.drift_sd > 0) {
    const double kept = std::exp(-slots / kCorrelationSlots);
    drift_ = kept * drift_ + normal(model_.drift_sd * std::sqrt(1 - kept * kept));
  }
  if (model_.regime_sd > 0 && uniform() > std::exp(-slots / kCorrelationSlots)) {
    regime_ = normal(model_.regime_sd);
  }
  if (model_.burst_rate > 0) {
    const double threshold = burst_ ? std::pow(kBurstStays, slots) : model_.burst_rate;
    burst_ = uniform() < threshold;
  }
}

}  // namespace sharebench::simulate
