// Everything decided before anything is touched.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/core/workload_spec.h"

namespace sharebench {

/// One box of the table to fill.
struct Cell {
  int mount = 0;           ///< index into Run::mounts (which names its target)
  int workload = 0;        ///< index into Plan::workloads
  double pace_s = 0;       ///< each round trip is held this long; 0 = unpaced
  bool full_size = false;  ///< the counting pass: exact counts at full size, not timed for reports
};

struct Plan {
  std::vector<WorkloadSpec> workloads{};
  std::vector<WorkloadSpec> full_size{};  ///< same order; empty when there is no counting pass
  std::vector<Cell> cells{};
  std::vector<double> paces_s{};  ///< paces used besides 0
  int blocks = 0;                 ///< to measure; with looks, the most
  std::vector<int>
      looks{};  ///< block counts at which a decided run may stop; empty: a fixed number
  int samples_per_block = 4;        ///< unpaced, per cell
  int paced_samples_per_block = 1;  ///< per paced cell
  int warmups = 1;                  ///< per arm and workload; none for cold workloads
  int pilot_blocks = 0;             ///< measured first, to find how many warm-ups it takes
  int most_repeats = 1;             ///< above 1: the first block chooses `repeats`, up to this
  std::vector<int> repeats{};       ///< by workload, runs of its body in an unpaced sample, whose
                                    ///< figures are means over them; empty: one each
  std::string level = "mount";      ///< what is redone for every block
  int baseline = 0;                 ///< index into Run::mounts
  std::vector<int> baselines{};     ///< by mount, the one it is compared with, a baseline itself;
                                    ///< empty: every mount with `baseline`
  double margin = 0.05;
  std::uint64_t seed = 1;
  double estimated_s = 0;
  bool guard_required = false;  ///< an NFS share is measured, so its exposure matters
};

}  // namespace sharebench
