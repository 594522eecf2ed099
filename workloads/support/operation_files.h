// The files that single operations work on: made before them, held against what the operation must
// leave behind, and put back as they were.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "workloads/support/big_file.h"
#include "workloads/support/file_tree.h"
#include "workloads/support/payload.h"

namespace sharebench::workloads {

/// What an operation finds in its folder.
enum class Found {
  kPages,    ///< `count` files of one page
  kBlock,    ///< one big file
  kNothing,  ///< an empty folder, and the name of a big file
  kFolders,  ///< folders of kListedNames empty files each
};

/// What it leaves there.
enum class Left {
  kSame,
  kCreated,  ///< an empty file of each new name besides
  kRenamed,  ///< each file under its new name
  kNone,     ///< no file
  kWritten,  ///< new bytes in each file
  kEmptied,  ///< each file without bytes
  kLog,      ///< one new file besides, of all the new pages
  kBlock,    ///< the big file
};

inline constexpr std::size_t kPageSize = 4096;
inline constexpr std::size_t kListedNames = 100;

class OperationFiles {
 public:
  /// Makes what is found in `dir`: `count` files, or one folder to be listed for each ten of them,
  /// or a file of that shape. Throws WorkloadError.
  void make(const std::string& dir, Found found, std::size_t count, const BlockShape& shape,
            std::uint64_t seed);

  /// Other names for every sample: one that was asked for before may be answered from a cache.
  void name_others(unsigned sample);
  unsigned sample() const { return sample_; }

  /// Throws WorkloadError when the folder does not hold what must be left; then puts it back.
  void check_and_restore(Left left);

  const char* file(std::size_t i) const { return files_[i]; }    ///< path, there before
  const char* other(std::size_t i) const { return others_[i]; }  ///< path, not there before
  std::span<const char> new_page(std::size_t i) const { return new_pages_[i]; }
  const std::vector<std::string>& folders() const { return folders_; }
  const Payload& block() const { return block_; }  ///< bytes of the big file

 private:
  void make_folders_to_list();
  std::vector<std::string> expected_names(Left left) const;
  void check(Left left) const;
  void restore(Left left) const;
  void check_pages(const PathList& paths, const Slices& pages) const;
  void check_log() const;

  std::string dir_;
  Found found_ = Found::kPages;
  std::size_t count_ = 0;
  BlockShape shape_;
  std::uint64_t seed_ = 0;
  unsigned sample_ = 0;
  Slices pages_, new_pages_;
  Payload block_{0};
  std::vector<std::string> names_, other_names_, folders_;
  PathList files_, others_;
};

}  // namespace sharebench::workloads
