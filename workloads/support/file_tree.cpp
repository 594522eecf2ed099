// Makes folders and names, and checks what a folder holds.
#include "workloads/support/file_tree.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "workloads/support/io.h"
#include "workloads/support/payload.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

void PathList::clear() {
  text_.clear();
  starts_.clear();
}

void PathList::add(std::string_view folder, std::string_view name) {
  starts_.push_back(text_.size());
  text_.append(folder).append("/").append(name).push_back('\0');
}

std::vector<std::string> make_folders(const std::string& dir, std::size_t depth, std::size_t count,
                                      std::uint64_t seed) {
  if (depth == 0) return {dir};
  std::string parent = dir;
  for (std::size_t level = 1; level < depth; ++level) {
    parent = fmt::format("{}/{}", parent, seeded_name(derive(seed, 100 + level), level, ""));
    make_folder(parent);
  }
  std::vector<std::string> folders;
  for (std::size_t i = 0; i < count; ++i) {
    folders.push_back(fmt::format("{}/{}", parent, seeded_name(derive(seed, 1), i, "")));
    make_folder(folders.back());
  }
  return folders;
}

void make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0755) != 0) fail_errno("make the folder", path.c_str());
}

std::string seeded_name(std::uint64_t seed, std::size_t index, std::string_view ending) {
  return fmt::format("{:08x}{:04x}{}", derive(seed, index) & 0xffffffff, index, ending);
}

void check_names(const std::string& folder, const std::vector<std::string>& expected) {
  const std::vector<std::string> found = names_in(folder);
  const auto [want, got] =
      std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
  if (want == expected.end() && got == found.end()) return;
  const bool missing = got == found.end() || (want != expected.end() && *want < *got);
  if (missing) throw WorkloadError(fmt::format("{}/{} is missing from its folder", folder, *want));
  throw WorkloadError(fmt::format("{}/{} is there but should not be", folder, *got));
}

}  // namespace sharebench::workloads
