// A tree of folders and files that is planned before it is made: names, sizes and bytes all come
// from a seed, so that every byte of it can be checked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workloads/support/file_tree.h"
#include "workloads/support/payload.h"

namespace sharebench::workloads {

/// Folders come after their parent; the first is the root, whose path is empty. Paths are relative
/// to the folder in which the tree is made.
struct TreePlan {
  struct Folder {
    std::string path;
    std::size_t parent = 0;
    std::vector<std::string> names;  ///< of files and folders in it, sorted
  };
  struct File {
    std::size_t folder = 0;
    std::string name;
    std::uint64_t size = 0;
  };
  std::vector<Folder> folders;
  std::vector<File> files;  ///< folder by folder

  /// Adds a folder below another one; its index. Names stay unsorted until sort_names().
  std::size_t add_folder(std::size_t parent, const std::string& name);
  void add_file(std::size_t folder, const std::string& name, std::uint64_t size);
  void sort_names();

  std::uint64_t bytes() const;
  std::uint64_t largest() const;

  /// Paths of all folders, and of all files, below `dir`; in the plan's order.
  std::vector<std::string> folder_paths(const std::string& dir) const;
  PathList file_paths(const std::string& dir) const;

  /// Bytes for every file; those of file i begin with contents[i].
  Slices contents(std::uint64_t seed) const;
};

/// `folders` folders in `depth` levels below the root (an equal share of them a level) and `files`
/// files spread evenly over them, of less than `size_limit` bytes each. `depth` is 1 or more.
TreePlan even_tree(std::size_t files, std::size_t folders, std::size_t depth,
                   std::uint64_t size_limit, std::uint64_t seed);

/// Makes the tree below `dir`, files of contents[i]. Throws WorkloadError.
void make_tree(const TreePlan& plan, const std::string& dir, const Slices& contents);

/// Throws WorkloadError unless below `dir` is this tree, to the byte, and nothing else.
void check_tree(const TreePlan& plan, const std::string& dir, const Slices& contents);

/// Removes every file and folder of the plan below `dir`, which stays. Throws WorkloadError.
void remove_tree(const TreePlan& plan, const std::string& dir);

/// As FNV-1a: a short sum of a name, for listings that are compared without order.
std::uint64_t hash_name(std::string_view name);

/// opendir, readdir to the end, closedir: the sum of hash_name() over the names but . and ..
/// Throws WorkloadError.
std::uint64_t list_folder(const char* path);

}  // namespace sharebench::workloads
