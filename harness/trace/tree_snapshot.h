// What lay below the root before and after a recording, as find(1) printed it, and the part of it
// that a replay needs.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "workloads/support/trace_format.h"

namespace sharebench::trace {

using workloads::Entry;

struct SnapshotEntry {
  Entry kind = Entry::kFile;
  std::uint32_t mode = 0;
  std::uint64_t size = 0;
  std::string target{};  ///< of a link, as it is
};

/// By path below the root; sorted, so folders come before what is in them.
using Snapshot = std::map<std::string, SnapshotEntry>;

/// For find(1): type, permission bits, size, path below the root, target of a link.
inline constexpr const char* kFindFormat = "%y %m %s %P\\0%l\\0";

/// Reads what `find ROOT -mindepth 1 -printf kFindFormat` printed. Sockets, pipes and devices are
/// left out. Throws DataError for anything else.
Snapshot parse_snapshot(std::string_view text);

/// Which paths a recording touched.
class Touched {
 public:
  /// An operation named this path.
  void path(const std::string& path) { paths_[path]; }
  /// Its names were read: they must all be there.
  void listed(const std::string& path) { paths_[path].names = true; }
  /// It was renamed: all below it goes along.
  void moved(const std::string& path) { paths_[path].all = true; }
  /// A link was made; `target` is what it says.
  void link(const std::string& path, const std::string& target) { links_[path] = target; }

  /// The entries of `snapshot` that were touched, under whatever name, the folders that lead to
  /// them, and what is in listed folders.
  Snapshot part_of(const Snapshot& snapshot) const;

 private:
  struct How {
    bool names = false, all = false;
  };
  std::unordered_map<std::string, How> paths_{};
  std::unordered_map<std::string, std::string> links_{};
};

/// Parts of `text` between slashes, without empty ones and ".".
std::vector<std::string_view> parts_of(std::string_view text);

/// `text` without ".", ".." and doubled slashes, read as if there were no links; absolute paths
/// begin with a slash and never leave it.
std::string plain_path(std::string_view text);

}  // namespace sharebench::trace
