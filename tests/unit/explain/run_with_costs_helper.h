// A made-up run whose times are sums of counts times costs that the test knows.
#pragma once

#include <map>
#include <string>

#include "harness/core/run.h"
#include "harness/explain/counts.h"

namespace sharebench::explain {

struct Made {
  std::map<std::string, double> costs_s{};  ///< by kind
  double unexplained = 0;                   ///< time of workloads beyond the sum, as a part of it
  double computing_s = 0.01;                ///< processor time of every workload
  std::string share = "nfs3";
  int blocks = 8;
  bool with_counters = true;
};

/// Operations of `operation_costs` on one share, and the workload `build` of the given counts, in
/// every block; block j is j percent slower than block 0 all over.
Run made_run(const Made& made, const KindCounts& build);

/// What the operations ask.
const std::map<std::string, KindCounts>& operations();

}  // namespace sharebench::explain
