// Plans trees, makes them, and checks what became of them.
#include "workloads/support/tree_plan.h"

#include <dirent.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include "workloads/support/io.h"
#include "workloads/support/stop.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

std::size_t TreePlan::add_folder(std::size_t parent, const std::string& name) {
  Folder& above = folders.at(parent);
  above.names.push_back(name);
  folders.push_back(
      Folder{above.path.empty() ? name : fmt::format("{}/{}", above.path, name), parent, {}});
  return folders.size() - 1;
}

void TreePlan::add_file(std::size_t folder, const std::string& name, std::uint64_t size) {
  folders.at(folder).names.push_back(name);
  files.push_back(File{folder, name, size});
}

void TreePlan::sort_names() {
  for (Folder& folder : folders) std::sort(folder.names.begin(), folder.names.end());
}

std::uint64_t TreePlan::bytes() const {
  std::uint64_t sum = 0;
  for (const File& file : files) sum += file.size;
  return sum;
}

std::uint64_t TreePlan::largest() const {
  std::uint64_t most = 0;
  for (const File& file : files) most = std::max(most, file.size);
  return most;
}

std::vector<std::string> TreePlan::folder_paths(const std::string& dir) const {
  std::vector<std::string> paths;
  for (const Folder& folder : folders) {
    paths.push_back(folder.path.empty() ? dir : fmt::format("{}/{}", dir, folder.path));
  }
  return paths;
}

PathList TreePlan::file_paths(const std::string& dir) const {
  const std::vector<std::string> folders_at = folder_paths(dir);
  PathList paths;
  for (const File& file : files) paths.add(folders_at[file.folder], file.name);
  return paths;
}

Slices TreePlan::contents(std::uint64_t seed) const {
  return Slices(seed, files.size(), largest());
}

TreePlan even_tree(std::size_t files, std::size_t folders, std::size_t depth,
                   std::uint64_t size_limit, std::uint64_t seed) {
  TreePlan plan;
  plan.folders.emplace_back();
  std::vector<std::size_t> level_start{0};
  for (std::size_t i = 0; i < folders; ++i) {
    // An equal share of the folders a level: few levels make a bushy tree, many a deep one.
    const std::size_t level = i * depth / folders;
    if (level + 1 >= level_start.size()) level_start.push_back(plan.folders.size());
    const std::size_t above = level_start.size() - 2;
    const std::size_t parents = level_start[above + 1] - level_start[above];
    plan.add_folder(level_start[above] + i % parents, seeded_name(derive(seed, 1), i, ""));
  }
  for (std::size_t i = 0; i < files; ++i) {
    plan.add_file(1 + i * folders / files, seeded_name(derive(seed, 2), i, ".c"),
                  derive(seed, i) % size_limit);
  }
  plan.sort_names();
  return plan;
}

void make_tree(const TreePlan& plan, const std::string& dir, const Slices& contents) {
  const std::vector<std::string> folders = plan.folder_paths(dir);
  for (std::size_t i = 1; i < folders.size(); ++i) make_folder(folders[i]);
  const PathList paths = plan.file_paths(dir);
  for (std::size_t i = 0; i < plan.files.size(); ++i) {
    throw_if_stopped();
    write_file(paths[i], contents[i].first(plan.files[i].size));
  }
}

void check_tree(const TreePlan& plan, const std::string& dir, const Slices& contents) {
  const std::vector<std::string> folders = plan.folder_paths(dir);
  for (std::size_t i = 0; i < folders.size(); ++i) check_names(folders[i], plan.folders[i].names);
  const PathList paths = plan.file_paths(dir);
  for (std::size_t i = 0; i < plan.files.size(); ++i) {
    throw_if_stopped();
    check_equal(contents[i].first(plan.files[i].size), read_file(paths[i]), 0, paths[i]);
  }
}

void remove_tree(const TreePlan& plan, const std::string& dir) {
  const PathList paths = plan.file_paths(dir);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    throw_if_stopped();
    if (::unlink(paths[i]) != 0) fail_errno("unlink", paths[i]);
  }
  const std::vector<std::string> folders = plan.folder_paths(dir);
  for (std::size_t i = folders.size(); i-- > 1;) {
    if (::rmdir(folders[i].c_str()) != 0) fail_errno("remove the folder", folders[i].c_str());
  }
}

std::uint64_t hash_name(std::string_view name) {
  std::uint64_t hash = 14695981039346656037u;  // FNV-1a
  for (const char letter : name)
    hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211u;
  return hash;
}

std::uint64_t list_folder(const char* path) {
  DIR* const stream = ::opendir(path);
  if (stream == nullptr) fail_errno("list", path);
  std::uint64_t hash = 0;
  errno = 0;
  while (const dirent* const entry = ::readdir(stream)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") hash += hash_name(name);
  }
  const int error = errno;
  ::closedir(stream);
  errno = error;
  if (error != 0) fail_errno("list", path);
  return hash;
}

}  // namespace sharebench::workloads
