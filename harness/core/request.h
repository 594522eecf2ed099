// What the user asked, already parsed, not yet checked against anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/core/spec_list.h"

namespace sharebench {

struct Request {
  std::string target{};  ///< empty: a docker engine where one answers, else the lab
  std::string engine{};  ///< `docker`, `none`; empty: what suits the target
  std::vector<SpecText> shares{};
  std::vector<SpecText> workloads{};
  bool costs = false;               ///< operations besides, so that the run can be explained
  std::string suite{};              ///< `mission` when neither suite nor workloads are named
  std::string baseline{};           ///< label of a share; empty: the first
  std::optional<int> blocks{};      ///< a fixed number
  std::optional<int> max_blocks{};  ///< the most, when the run stops by itself
  std::optional<int> warmups{};
  bool warmups_by_pilot = false;  ///< `--warmup auto`
  std::optional<int> repeats{};   ///< runs of a workload's body in a sample; else as it takes
  double margin = 0.05;
  std::uint64_t seed = 1;
  std::vector<double> paces_s{};
  bool paces_given = false;
  std::string dir{};  ///< `--dir`: where `native` works
  std::optional<double> time_budget_s{};
  bool anonymize = false;
};

}  // namespace sharebench
