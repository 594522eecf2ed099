// What disturbs a sample: six assumed machines, from one that does not drift to a nasty one.
//
// The standard deviations are those that the method was designed on; correlation times, bursts,
// warm-up and ramp are chosen here (docs/simulation.md says why). Nothing is fitted to a Mac.
#pragma once

#include <array>
#include <boost/random/mersenne_twister.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace sharebench::simulate {

/// Reproducible on every machine, unlike the engines and distributions of the C++ library.
using Random = boost::random::mt19937_64;

/// A generator for one cell of the simulation: the seed of the program and the cell's own numbers.
Random make_random(std::uint64_t seed, std::uint64_t cell, std::uint64_t part);

/// Standard deviations on the scale of ln(time).
struct NoiseModel {
  std::string name{};
  double sample_sd = 0;   ///< of every sample by itself
  double drift_sd = 0;    ///< of an AR(1) drift
  double regime_sd = 0;   ///< of levels that the machine jumps between
  double mount_sd = 0;    ///< of what a mount (or boot) does to an arm until the next
  double burst_rate = 0;  ///< bursts of slow samples that begin in a slot
  double cold = 0;        ///< the first sample after a mount is slower by this
  double ramp = 0;        ///< how much slower the machine gets as it warms up
};

/// iid, quiet, drift, typical, mount, nasty.
const std::vector<NoiseModel>& noise_models();

/// The model of that name; throws std::out_of_range for another.
const NoiseModel& noise_model(const std::string& name);

/// One session on a machine with two arms. Time is counted in slots, the length of a sample.
class Machine {
 public:
  Machine(const NoiseModel& model, Random& random);

  /// Sets an arm up afresh, which takes `slots`: a new mount effect, a cold cache.
  void set_up(int arm, int slots);

  /// The next workload on both mounts: half of a mount effect's variance is the workload's own.
  void begin_workload();

  /// ln(time) of a sample of equal arms; a slot passes.
  double sample(int arm);

 private:
  double normal(double deviation);
  double uniform();
  void pass(int slots);

  const NoiseModel& model_;
  Random& random_;
  double drift_ = 0, regime_ = 0, time_ = 0;
  bool burst_ = false;
  std::array<double, 2> shared_{}, own_{};
  std::array<int, 2> since_set_up_{};
};

}  // namespace sharebench::simulate
