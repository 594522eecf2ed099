// What `git status` does to a clean tree: lstat every path of a known index, then list every
// folder.
#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "workloads/support/file_tree.h"
#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/params.h"
#include "workloads/support/payload.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

constexpr std::uint64_t kLargestFile = 256;

/// Order does not matter and each name must be there once: sums of hashes compare two listings.
std::uint64_t hash_name(std::string_view name) {
  std::uint64_t hash = 14695981039346656037u;  // FNV-1a
  for (const char letter : name)
    hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211u;
  return hash;
}

struct Folder {
  std::string path;
  std::vector<std::string> names;  ///< of files and folders in it, sorted after prepare()
  std::uint64_t hash = 0;          ///< sum over names
};

class StatTree final : public Workload {
 public:
  void prepare(const Context& context) override {
    const std::size_t files = count_param(context.params, "files", 1, 1'000'000);
    const std::size_t folders = count_param(context.params, "dirs", 1, 100'000);
    const std::size_t depth = count_param(context.params, "depth", 1, 32);
    make_tree(context.dir.string(), folders, depth, context.seed);
    const Payload payload(derive(context.seed, 3));
    std::string bytes(kLargestFile, '\0');
    for (std::size_t i = 0; i < files; ++i) {
      Folder& folder = folders_[1 + i * folders / files];
      const std::string name = seeded_name(derive(context.seed, 2), i, ".c");
      const std::uint64_t size = derive(context.seed, i) % kLargestFile;
      payload.fill(i * kLargestFile, bytes);
      throw_if_stopped();
      write_file(folder.path + "/" + name, std::span<const char>(bytes).first(size));
      folder.names.push_back(name);
      paths_.add(folder.path, name);
      sizes_.push_back(size);
    }
    for (Folder& folder : folders_) {
      std::sort(folder.names.begin(), folder.names.end());
      for (const std::string& name : folder.names) folder.hash += hash_name(name);
    }
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    stat_index(tally, laps);
    list_folders(tally, laps);
    tally.ops = paths_.size() + folders_.size();
    return tally;
  }

  void verify(const Context&) override {
    for (const Folder& folder : folders_) check_names(folder.path, folder.names);
  }

 private:
  /// The root and `count` folders below it, filled level by level so that the last lies `depth`
  /// deep.
  void make_tree(const std::string& dir, std::size_t count, std::size_t depth, std::uint64_t seed) {
    folders_.assign(1, Folder{dir, {}, 0});
    std::vector<std::size_t> level_start{0};
    for (std::size_t i = 0; i < count; ++i) {
      // An equal share of the folders a level: few levels make a bushy tree, many a deep one.
      const std::size_t level = i * depth / count;
      if (level + 1 >= level_start.size()) level_start.push_back(folders_.size());
      const std::size_t above = level_start.size() - 2;
      const std::size_t parents = level_start[above + 1] - level_start[above];
      Folder& parent = folders_[level_start[above] + i % parents];
      const std::string name = seeded_name(derive(seed, 1), i, "");
      parent.names.push_back(name);
      const std::string path = parent.path + "/" + name;
      make_folder(path);
      folders_.push_back(Folder{path, {}, 0});
    }
  }

  void stat_index(Tally& tally, Laps& laps) {
    LatencyHistogram& kind = tally.latencies["lstat"];
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      struct stat found;
      laps.begin();
      if (::lstat(paths_[i], &found) != 0) fail_errno("lstat", paths_[i]);
      laps.lap(kind);
      if (!S_ISREG(found.st_mode) || static_cast<std::uint64_t>(found.st_size) != sizes_[i]) {
        throw WorkloadError(fmt::format("{}: lstat says {} bytes, mode {:o}; expected a file of {}",
                                        paths_[i], found.st_size, found.st_mode, sizes_[i]));
      }
    }
  }

  void list_folders(Tally& tally, Laps& laps) {
    LatencyHistogram& kind = tally.latencies["readdir"];
    for (const Folder& folder : folders_) {
      laps.begin();
      const std::uint64_t hash = list_folder(folder.path.c_str());
      laps.lap(kind);
      if (hash == folder.hash) continue;
      check_names(folder.path, folder.names);
      throw WorkloadError(fmt::format("{}: listed other names than a moment later", folder.path));
    }
  }

  static std::uint64_t list_folder(const char* path) {
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

  std::vector<Folder> folders_;  ///< the root first
  PathList paths_;               ///< the index: every file
  std::vector<std::uint64_t> sizes_;
};

}  // namespace

std::unique_ptr<Workload> make_stat_tree() {
  return std::make_unique<StatTree>();
}

}  // namespace sharebench::workloads
