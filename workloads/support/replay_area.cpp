// Walks what is there; the trace says what should be.
#include "workloads/support/replay_area.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "workloads/support/io.h"
#include "workloads/support/stop.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

namespace fs = std::filesystem;

struct FoundEntry {
  Entry kind = Entry::kFile;
  std::uint64_t size = 0;
  std::string target{};
};

std::string text_of(const FoundEntry& found) {
  if (found.kind == Entry::kFolder) return "a folder";
  if (found.kind == Entry::kLink) return fmt::format("a link to '{}'", found.target);
  return fmt::format("a file of {} bytes", found.size);
}

FoundEntry wanted(const ReplayPlan& plan, const TreeEntry& entry) {
  FoundEntry found{.kind = entry.kind};
  if (entry.kind == Entry::kFile) found.size = entry.size;
  if (entry.kind == Entry::kLink) found.target = plan.paths[entry.target];
  return found;
}

bool operator==(const FoundEntry& a, const FoundEntry& b) {
  return a.kind == b.kind && a.size == b.size && a.target == b.target;
}

FoundEntry look(const std::string& path) {
  struct stat info;
  if (::lstat(path.c_str(), &info) != 0) fail_errno("stat", path.c_str());
  if (S_ISDIR(info.st_mode)) return {.kind = Entry::kFolder};
  if (!S_ISLNK(info.st_mode)) return {.size = static_cast<std::uint64_t>(info.st_size)};
  std::string target(4096, '\0');
  const ssize_t size = ::readlink(path.c_str(), target.data(), target.size());
  if (size < 0) fail_errno("read the link", path.c_str());
  target.resize(static_cast<std::size_t>(size));
  return {.kind = Entry::kLink, .target = target};
}

using Tree = std::map<std::string, FoundEntry>;

void walk(const std::string& root, const std::string& below, Tree& tree) {
  throw_if_stopped();
  const std::string folder = below.empty() ? root : root + "/" + below;
  for (const std::string& name : names_in(folder)) {
    const std::string path = below.empty() ? name : below + "/" + name;
    const FoundEntry found = look(root + "/" + path);
    tree.emplace(path, found);
    if (found.kind == Entry::kFolder) walk(root, path, tree);
  }
}

void remove_all(const std::string& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) throw WorkloadError(fmt::format("cannot remove {}: {}", path, error.message()));
}

void make(const std::string& path, const FoundEntry& entry, const ReplayBytes& bytes) {
  if (entry.kind == Entry::kFile) return bytes.write_file(path, entry.size);
  const int result = entry.kind == Entry::kFolder ? ::mkdir(path.c_str(), 0755)
                                                  : ::symlink(entry.target.c_str(), path.c_str());
  if (result != 0) fail_errno("make", path.c_str());
}

bool has_holes(const ReplayPlan& plan, const std::string& path) {
  return std::binary_search(plan.with_holes.begin(), plan.with_holes.end(), path);
}

}  // namespace

void restore_tree(const ReplayPlan& plan, const ReplayBytes& bytes, const std::string& root) {
  Tree there, first;
  walk(root, "", there);
  for (const TreeEntry& entry : plan.trace.initial) {
    first.emplace(plan.paths[entry.path], wanted(plan, entry));
  }
  // Backwards, so that what is in a folder goes before the folder.
  for (auto at = there.rbegin(); at != there.rend(); ++at) {
    const auto& [path, found] = *at;
    const auto right = first.find(path);
    const bool stays = right != first.end() && right->second == found && !has_holes(plan, path);
    if (stays) {
      first.erase(right);
    } else if (right == first.end() || found.kind != Entry::kFolder ||
               right->second.kind != Entry::kFolder) {
      remove_all(root + "/" + path);
    }
  }
  for (const auto& [path, entry] : first) make(root + "/" + path, entry, bytes);
}

void check_tree(const ReplayPlan& plan, const ReplayBytes& bytes, const std::string& root) {
  Tree there;
  walk(root, "", there);
  for (const TreeEntry& entry : plan.trace.last) {
    const std::string& path = plan.paths[entry.path];
    const FoundEntry right = wanted(plan, entry);
    const auto found = there.find(path);
    if (found == there.end()) {
      throw WorkloadError(
          fmt::format("{}: '{}' is not there after the replay, but {} was there "
                      "after the recording",
                      plan.file, path, text_of(right)));
    }
    if (!(found->second == right)) {
      throw WorkloadError(
          fmt::format("{}: '{}' is {} after the replay, but was {} after the "
                      "recording",
                      plan.file, path, text_of(found->second), text_of(right)));
    }
    if (right.kind == Entry::kFile) bytes.check_file(root + "/" + path, has_holes(plan, path));
    there.erase(found);
  }
  if (there.empty()) return;
  throw WorkloadError(
      fmt::format("{}: '{}' is there after the replay, but was not after the "
                  "recording",
                  plan.file, there.begin()->first));
}

}  // namespace sharebench::workloads
