// One sample: empty the caches where the workload is cold, read the counters, run, read them again,
// verify.
#pragma once

#include <map>
#include <string>

#include "harness/core/sample.h"
#include "harness/run/arms.h"
#include "harness/run/run_plan.h"

namespace sharebench::run {

/// Where the time of a session goes, in seconds by name.
using Spent = std::map<std::string, double>;

/// Adds its own lifetime to a name of `spent`.
class Stopwatch {
 public:
  Stopwatch(Spent& spent, std::string name);
  ~Stopwatch();
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  Spent& spent_;
  std::string name_;
  double started_;
};

struct Measured {
  Sample sample{};
  std::string cold_method{};  ///< how the caches were emptied; empty for a warm workload
  bool cold_proved = false;   ///< counters show that the data came from the other side
};

/// What a sample is of.
struct Task {
  const targets::Work& work;
  double pace_s = 0;       ///< held only while the workload runs: not for its check or its counters
  int repeats = 1;         ///< runs of the body in this sample, each with its check
  std::string spent_as{};  ///< where its time goes in Spent
};

/// One sample of prepared work on an arm. A failed run or check is in Sample::failure, and so is
/// one that passed its deadline (then the session is killed and has no counters); a runner that is
/// gone throws MeasureError.
Measured measure(Arm& arm, const Task& task, const Limits& limits, Spent& spent);

}  // namespace sharebench::run
