// The .git folder of a fresh clone, as `git status` reads it: some twenty small files and as many
// names that are not there.
#pragma once

#include <cstdint>
#include <string>

#include "workloads/support/laps.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

/// Makes and reads a folder in the shape of .git; git itself could not use it, as its bytes are
/// seeded.
class GitFolder {
 public:
  GitFolder() = default;

  /// Makes `path` with everything in it; `index_bytes` (1 or more) is the size of its index.
  /// Throws WorkloadError.
  GitFolder(const std::string& path, std::uint64_t seed, std::uint64_t index_bytes);

  /// What git does before it looks at the tree: HEAD and the configuration, then the index by mmap,
  /// every byte of it used. Throws WorkloadError.
  void read_index(Tally& tally, Laps& laps) const;

  /// What it does after that: the lock, references, objects, names that could be there.
  void read_references(Tally& tally, Laps& laps) const;

  /// Throws WorkloadError unless the folder holds what it was made with.
  void check() const;

 private:
  std::string at(const std::string& name) const { return path_ + "/" + name; }
  void read_small(const std::string& name, Tally& tally, Laps& laps) const;
  void map_object(const std::string& name, std::uint64_t size, Tally& tally, Laps& laps) const;
  void miss(const std::string& name, Tally& tally, Laps& laps) const;
  std::string bytes_of(const std::string& name, std::uint64_t size) const;

  std::string path_;
  std::uint64_t seed_ = 0;
  std::uint64_t index_bytes_ = 0;
};

}  // namespace sharebench::workloads
