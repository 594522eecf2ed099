// A directory as it was when the guest began to list it, handed out in buffers of the guest's size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "harness/vboxsf/result.h"

namespace sharebench::vboxsf {

/// The entries that went into one buffer.
struct ListedEntries {
  std::string bytes{};      ///< packed SHFLDIRINFO records, back to back
  std::uint32_t count = 0;  ///< how many
  bool last = false;        ///< nothing comes after these
};

/// Names are taken at once, so that removing while listing skips nothing; the info of each is that
/// of the moment when it is handed out.
class DirectoryListing {
 public:
  /// Reads the names of an open directory. kNoMemory when they need more than `limit_bytes`.
  static Result<DirectoryListing> read(int directory, std::size_t limit_bytes);

  /// The next entries that fit into `room_bytes`: "." and ".." first, which both show the directory
  /// itself, since what lies above may not be the guest's. Entries that were removed meanwhile are
  /// left out. kInvalidParameter when there is no room for a single one.
  Result<ListedEntries> next(int directory, std::size_t room_bytes);

  /// About what the names need here; 0 when all were handed out.
  std::size_t memory_bytes() const { return memory_bytes_; }

 private:
  struct Entry {
    std::string name{};
    unsigned char type = 0;  ///< DT_*
  };
  std::vector<Entry> entries_{};
  std::size_t position_ = 0;
  std::size_t memory_bytes_ = 0;

  bool add(const std::string& name, unsigned char type, std::size_t limit_bytes);
  void free_at_end();
};

}  // namespace sharebench::vboxsf
