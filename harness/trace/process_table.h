// What each process of a recording has open and where it works: values that fork copies and threads
// share, as clone(2) says.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "harness/trace/think_time.h"

namespace sharebench::trace {

/// An open file below the root, a folder that leads to the root, or a pipe.
struct OpenFile {
  static constexpr std::uint32_t kOutside = UINT32_MAX;
  std::uint32_t number = kOutside;  ///< of its opening in the trace; kOutside for what is not in it
  std::string path{};               ///< absolute
  std::uint64_t pipe = 0;           ///< number of a pipe; 0 for a file
};

struct Descriptor {
  std::shared_ptr<OpenFile> file{};
  bool close_on_exec = false;
};

using Descriptors = std::map<int, Descriptor>;

/// The folder that relative paths start from.
struct WorkingFolder {
  std::string path{};                ///< absolute
  std::shared_ptr<OpenFile> file{};  ///< null when it is not in the trace
};

struct Process {
  std::uint32_t thread = 0;
  std::shared_ptr<Descriptors> descriptors = std::make_shared<Descriptors>();
  std::shared_ptr<WorkingFolder> folder = std::make_shared<WorkingFolder>();
  std::int64_t last_end_ns = 0;  ///< of its last recorded operation
  Gap gap{};                     ///< since then
  std::int64_t begun_ns = 0;     ///< start of a call that has not returned; 0: there is none
  std::uint64_t sends_to = 0;    ///< pipe or wait that this call feeds; 0: none
  bool sent_early = false;       ///< its receiver went on before this call returned
  bool ended_by_other = false;   ///< another thread called exit_group
};

}  // namespace sharebench::trace
