// Folders and prebuilt paths, so that no timed loop formats a name or allocates.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sharebench::workloads {

/// Many paths end to end in one block of memory, each ready for a system call.
class PathList {
 public:
  void clear();
  void add(std::string_view folder, std::string_view name);
  std::size_t size() const { return starts_.size(); }
  const char* operator[](std::size_t i) const { return text_.data() + starts_[i]; }

 private:
  std::string text_;
  std::vector<std::size_t> starts_;
};

/// Makes `count` sibling folders with `depth` folders between `dir` and a file in them, and returns
/// their paths; with depth 0 the only one is `dir` itself. Throws WorkloadError.
std::vector<std::string> make_folders(const std::string& dir, std::size_t depth, std::size_t count,
                                      std::uint64_t seed);

/// mkdir(2). Throws WorkloadError.
void make_folder(const std::string& path);

/// A short name decided by seed and index; no two indexes share one.
std::string seeded_name(std::uint64_t seed, std::size_t index, std::string_view ending);

/// Throws WorkloadError naming the first file in `folder` that should not be there or the first
/// missing one; `expected` must be sorted.
void check_names(const std::string& folder, const std::vector<std::string>& expected);

}  // namespace sharebench::workloads
