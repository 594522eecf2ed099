// Says whether a mounted place may be measured as the share that was asked for, and what is odd
// about it.
#pragma once

#include <string>
#include <vector>

#include "harness/core/mount.h"
#include "harness/core/warning.h"
#include "harness/targets/runner_session.h"

namespace sharebench::targets {

/// What a target knows of its mounts that the mount table does not say.
struct PlaceRules {
  std::string target{};        ///< its name, for sentences
  std::string arch{};          ///< what the engine runs; empty: not known
  bool directory = false;      ///< the mount should be a directory of the host
  bool here = true;            ///< and the host is this machine, which may look at it
  std::string served_from{};   ///< directory of this machine, where the user named none
  bool in_vm = false;          ///< between the two is a virtual machine
  std::string sharing_set{};   ///< id of the backend that the engine is set to; empty: unknown
  std::string sharing_from{};  ///< where that is written: "settings-store.json"
  bool version_known = true;   ///< of the product around the engine
  std::string product{};
};

/// The least memory that a container must be left with: the largest workload holds a jar of it.
inline constexpr std::uint64_t kLeastMemory_bytes = std::uint64_t{256} << 20;

/// Below this much free space a warning says so.
inline constexpr std::uint64_t kLowDisk_bytes = std::uint64_t{1} << 30;

/// Throws EnvironmentError where a number would be of something else: read-only, a copy in place of
/// a share, options that are not in force, a runner under emulation, too little memory. Returns
/// warnings for what may be measured but must be said.
std::vector<Warning> judge_place(const Mount& mount, const RunnerFacts& facts,
                                 const PlaceRules& rules);

}  // namespace sharebench::targets
