// What `git status` does to a clean tree: lstat every path of a known index, then list every
// folder.
#include <fmt/format.h>
#include <sys/stat.h>

#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/params.h"
#include "workloads/support/tree_plan.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

constexpr std::uint64_t kSizeLimit = 256;

class StatTree final : public Workload {
 public:
  void prepare(const Context& context) override {
    const std::size_t files = count_param(context.params, "files", 1, 1'000'000);
    const std::size_t folders = count_param(context.params, "dirs", 1, 100'000);
    const std::size_t depth = count_param(context.params, "depth", 1, 32);
    plan_ = even_tree(files, folders, depth, kSizeLimit, context.seed);
    make_tree(plan_, context.dir.string(), plan_.contents(derive(context.seed, 3)));
    folders_ = plan_.folder_paths(context.dir.string());
    paths_ = plan_.file_paths(context.dir.string());
    for (const TreePlan::Folder& folder : plan_.folders) {
      hashes_.push_back(0);
      for (const std::string& name : folder.names) hashes_.back() += hash_name(name);
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
    for (std::size_t i = 0; i < folders_.size(); ++i)
      check_names(folders_[i], plan_.folders[i].names);
  }

 private:
  void stat_index(Tally& tally, Laps& laps) {
    LatencyHistogram& kind = tally.latencies["lstat"];
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      struct stat found;
      laps.begin();
      if (::lstat(paths_[i], &found) != 0) fail_errno("lstat", paths_[i]);
      laps.lap(kind);
      if (!S_ISREG(found.st_mode) ||
          static_cast<std::uint64_t>(found.st_size) != plan_.files[i].size) {
        throw WorkloadError(fmt::format("{}: lstat says {} bytes, mode {:o}; expected a file of {}",
                                        paths_[i], found.st_size, found.st_mode,
                                        plan_.files[i].size));
      }
    }
  }

  void list_folders(Tally& tally, Laps& laps) {
    LatencyHistogram& kind = tally.latencies["readdir"];
    for (std::size_t i = 0; i < folders_.size(); ++i) {
      laps.begin();
      const std::uint64_t hash = list_folder(folders_[i].c_str());
      laps.lap(kind);
      if (hash == hashes_[i]) continue;
      check_names(folders_[i], plan_.folders[i].names);
      throw WorkloadError(fmt::format("{}: listed other names than a moment later", folders_[i]));
    }
  }

  TreePlan plan_;
  std::vector<std::string> folders_;   ///< the root first
  std::vector<std::uint64_t> hashes_;  ///< a folder's sum over its names
  PathList paths_;                     ///< the index: every file
};

}  // namespace

std::unique_ptr<Workload> make_stat_tree() {
  return std::make_unique<StatTree>();
}

}  // namespace sharebench::workloads
