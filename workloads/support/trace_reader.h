// Reads a trace file into memory and checks every number in it, so that a replay needs no checks.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "workloads/support/trace_format.h"

namespace sharebench::workloads {

/// A file, folder or link below the root, before or after what was recorded.
struct TreeEntry {
  std::uint32_t path = 0;
  std::uint32_t target = 0;  ///< of a link, as a path; its parts may be ".."
  Entry kind = Entry::kFile;
  std::uint32_t mode = 0;  ///< permission bits
  std::uint64_t size = 0;  ///< bytes of a file
};

/// A path is a name in another path; path 0 is the base itself and has neither.
struct PathNode {
  std::uint32_t parent = 0, name = 0;
};

struct Trace {
  std::map<std::string, std::string> notes{};
  std::vector<std::string> names{};  ///< [0] is empty
  std::vector<PathNode> paths{};
  std::vector<TreeEntry> initial{}, last{};
  std::vector<TraceRecord> steps{};  ///< in the order in which they ended while recorded
  std::uint32_t threads = 1;
  std::uint32_t files = 1;  ///< how many were opened; file 0 is the root folder

  /// "a/b/c"; "." for path 0.
  std::string path_text(std::uint32_t path) const;
};

/// Throws WorkloadError that names `file` and the offset of what is wrong.
Trace read_trace(std::string_view bytes, const std::string& file);

}  // namespace sharebench::workloads
