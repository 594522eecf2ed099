// All that a reporter may know.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/core/comparison.h"
#include "harness/core/explanation.h"
#include "harness/core/guard_state.h"
#include "harness/core/run.h"
#include "harness/core/selftest.h"
#include "harness/core/verdict.h"

namespace sharebench {

struct Report {
  std::string title{};
  std::string answer{};  ///< one or two sentences: what was found, how sure
  std::string banner{};  ///< emulated or paced results: what carries over to hardware; else empty
  std::vector<std::pair<std::string, std::string>> environment{};
  std::vector<Summary> summaries{};
  std::vector<Comparison> comparisons{};
  std::vector<SerialRoundTrips> serial{};
  std::vector<SerialRatio> serial_ratios{};
  std::vector<FullSizeCount> full_size{};
  FamilyVerdict family{};           ///< of serial round trips where they are known, else of time
  bool judged_on_serial = false;    ///< what the family compares
  std::vector<Geomean> geomeans{};  ///< of the same, over all workloads; with two or more
  std::map<std::string, std::string> steady_state{};  ///< by workload, how its pilot starts: "flat"
  std::optional<Explanation> explanation{};  ///< of a run that measured what operations cost
  std::vector<SelftestRow> selftest{};       ///< of a self-test; else empty
  std::vector<std::string> warnings{};
  std::vector<std::string> method{};  ///< how the figures came about, a sentence each
  std::optional<GuardState> guard{};  ///< the worst that a block met; absent without NFS
  Run run;                            ///< for the formats that carry raw samples (CSV, gbench)
};

}  // namespace sharebench
