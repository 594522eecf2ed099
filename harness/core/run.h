// The run: all that goes into a run file. Raw samples and facts only; what is derived is derived
// again.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/core/guard_state.h"
#include "harness/core/mount.h"
#include "harness/core/plan.h"
#include "harness/core/sample.h"
#include "harness/core/target.h"
#include "harness/core/warning.h"

namespace sharebench {

/// All arms set up afresh and sampled interleaved; the unit of inference.
struct Block {
  int index = 0;
  double started_s = 0;  ///< since the start of the run
  double wall_s = 0;
  double setup_s = 0;   ///< mounts and container starts inside wall_s
  std::string order{};  ///< the seeded order, readable: "jar_memory: BAAB; ..."
  double load_average = 0;
  double clock_ratio = 1;                   ///< guest seconds per host second over the block
  std::string invalid{};                    ///< why the block does not count; empty when it does
  int guard_before = -1, guard_after = -1;  ///< into Run::guard; -1: no NFS, so nothing to judge
};

struct Run {
  int schema = 1;
  std::string id{};
  std::string tool_version{};
  std::string commit{};
  std::string started{};                            ///< UTC, ISO 8601
  std::string host{};                               ///< host name, or "anonymous"
  std::map<std::string, std::string> host_facts{};  ///< os, cpu, cores, memory, ...
  std::map<std::string, std::string> settings{};    ///< the effective values of the request
  std::vector<TargetInfo> targets{};
  std::vector<Mount> mounts{};
  Plan plan;
  std::vector<Block> blocks{};
  std::vector<Sample> samples{};
  std::vector<Sample>
      pilot{};  ///< from which the number of warm-ups was taken; blocks of their own
  std::vector<GuardState> guard{};  ///< the different states that blocks began and ended in
  std::vector<Warning> warnings{};
  std::map<std::string, std::string>
      cold_method;  ///< "sequential_read on nfs3" -> how, proved or not
  std::map<std::string, double>
      wall_s{};               ///< where the time went: boot, image, setup, samples, ...
  std::string measured_on{};  ///< `hardware` or `emulated`
  bool complete = false;
};

}  // namespace sharebench
