// Settings that would take round trips away: what a prediction says that each would save.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/core/explanation.h"
#include "harness/core/run.h"

namespace sharebench::explain {

/// One change of one share or workload.
struct Setting {
  std::string change{};   ///< "ttl=5000", "without actimeo=0", "depth=0", "jar_memory"
  std::string because{};  ///< the round trips that go, in a sentence
  std::string workload{}, share{};
  double pace_s = 0;
  double before_s = 0;               ///< predicted without the change
  double after_s = 0;                ///< predicted with it
  bool at_least = false;             ///< `after_s` is a bound: all that can go is taken to go
  std::optional<Share> new_share{};  ///< to be tried with; absent where it stays
  std::optional<WorkloadSpec> new_workload{};
  std::string not_here{};  ///< why it cannot be tried by mounting; empty when it can
};

/// The settings that are predicted to save most, at most `most` of them, each with the workload and
/// share for which it saves the largest part. Only predictions at the largest pace of the run are
/// looked at: there round trips stand out. Pure arithmetic on counts; what a setting really does is
/// for a trial to say.
std::vector<Setting> best_settings(const Run& run, const Explanation& explanation,
                                   std::size_t most);

}  // namespace sharebench::explain
