// What `git status` does: the index read, every file asked for by several threads, changed ones
// read again, every folder listed, .gitignore looked for where something could be ignored.
#include <fcntl.h>
#include <sys/stat.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <string_view>

#include "workloads/support/git_folder.h"
#include "workloads/support/io.h"
#include "workloads/support/params.h"
#include "workloads/support/tree_plan.h"
#include "workloads/support/workers.h"

namespace sharebench::workloads {

namespace {

constexpr std::uint64_t kGitSizeLimit = 4096;
constexpr std::int64_t kIndexTime_s = 1'000'000'000;
constexpr std::uint64_t kIndexEntry = 72;  // bytes of an entry beside its path, about
constexpr std::size_t kFilesPerThread = 500, kMostThreads = 20;  // git's preload-index.c

class GitStatus final : public Workload {
 public:
  void prepare(const Context& context) override {
    const std::size_t files = count_param(context.params, "files", 1, 1'000'000);
    const std::size_t folders = count_param(context.params, "dirs", 1, 100'000);
    const std::size_t depth = count_param(context.params, "depth", 1, 32);
    changed_ = count_param(context.params, "changed", 0, 1'000'000);
    threads_ = count_param(context.params, "threads", 0, 64);
    if (changed_ > files) {
      throw ParamError(
          fmt::format("parameter changed={} is more than there are files, {}", changed_, files));
    }
    if (threads_ == 0) threads_ = std::clamp(files / kFilesPerThread, std::size_t{1}, kMostThreads);
    const std::string dir = context.dir.string();
    plan_ = even_tree(files, folders, depth, kGitSizeLimit, context.seed);
    contents_ = plan_.contents(derive(context.seed, 3));
    make_tree(plan_, dir, contents_);
    folders_ = plan_.folder_paths(dir);
    paths_ = plan_.file_paths(dir);
    std::uint64_t index = 0;
    for (std::size_t i = 0; i < files; ++i) {
      date(i, kIndexTime_s);
      index += kIndexEntry + std::string_view(paths_[i]).size() - dir.size();
    }
    git_ = GitFolder(dir + "/.git", derive(context.seed, 4), index);
    has_folders_.assign(folders_.size(), 0);
    for (std::size_t i = 1; i < folders_.size(); ++i) has_folders_[plan_.folders[i].parent] = 1;
    plan_.folders[0].names.insert(plan_.folders[0].names.begin(), ".git");
    for (const TreePlan::Folder& folder : plan_.folders) {
      hashes_.push_back(0);
      for (const std::string& name : folder.names) hashes_.back() += hash_name(name);
    }
    edit(context, context.sample_index);
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    if (sample_ != context.sample_index) {
      laps.off_clock([&] { edit(context, context.sample_index); });
    }
    git_.read_index(tally, laps);
    std::vector<std::size_t> found = refresh_index(context, tally);
    std::sort(found.begin(), found.end());
    git_.read_references(tally, laps);
    read_changed(found, tally, laps);
    list_folders(tally, laps);
    if (found != edited_) {
      throw WorkloadError(fmt::format("{}: {} files found changed, expected {}",
                                      context.dir.string(), found.size(), edited_.size()));
    }
    tally.ops = paths_.size() + folders_.size();
    tally.off_clock_ns = laps.off_clock_ns();
    return tally;
  }

  void verify(const Context& context) override {
    for (std::size_t i = 0; i < folders_.size(); ++i)
      check_names(folders_[i], plan_.folders[i].names);
    git_.check();
    edit(context, context.sample_index + 1);
  }

 private:
  void date(std::size_t file, std::int64_t time_s) const {
    timespec times[2] = {};
    times[0].tv_sec = times[1].tv_sec = static_cast<time_t>(time_s);
    if (::utimensat(AT_FDCWD, paths_[file], times, 0) != 0) fail_errno("date", paths_[file]);
  }

  /// The bytes of a file somebody has edited: another file's, cut to the same length.
  std::span<const char> edited(std::size_t file) const {
    return contents_[file + 1].first(plan_.files[file].size);
  }

  /// Puts the files of the last sample back as the index has them, and edits others.
  void edit(const Context& context, unsigned sample) {
    for (const std::size_t file : edited_) {
      write_file(paths_[file], contents_[file].first(plan_.files[file].size));
      date(file, kIndexTime_s);
    }
    edited_ = shuffled(paths_.size() - 1, derive(context.seed, 1000 + sample));
    edited_.resize(std::min(changed_, edited_.size()));
    std::sort(edited_.begin(), edited_.end());
    for (const std::size_t file : edited_) {
      write_file(paths_[file], edited(file));
      date(file, kIndexTime_s + 1 + sample);
    }
    sample_ = sample;
  }

  /// lstat of every file, in slices of the index; of every folder on the way, when it is another
  /// than the one before. The files that are not as the index has them.
  std::vector<std::size_t> refresh_index(const Context& context, Tally& tally) const {
    std::vector<std::vector<std::size_t>> found(threads_);
    run_workers(threads_, tally, [&](std::size_t worker, Tally& own) {
      Laps laps(context.latency_every);
      LatencyHistogram& lstat = own.latencies["lstat"];
      std::size_t folder = 0;
      const std::size_t end = (worker + 1) * paths_.size() / threads_;
      for (std::size_t i = worker * paths_.size() / threads_; i < end; ++i) {
        if (plan_.files[i].folder != folder) stat_way(folder, plan_.files[i].folder, lstat, laps);
        folder = plan_.files[i].folder;
        if (is_changed(i, lstat, laps)) found[worker].push_back(i);
      }
    });
    std::vector<std::size_t> all;
    for (const auto& part : found) all.insert(all.end(), part.begin(), part.end());
    return all;
  }

  /// lstat of the folders from the root to `folder` that are not above `before` too.
  void stat_way(std::size_t before, std::size_t folder, LatencyHistogram& kind, Laps& laps) const {
    for (std::size_t above = before;; above = plan_.folders[above].parent) {
      if (above == folder) return;
      if (above == 0) break;
    }
    stat_way(before, plan_.folders[folder].parent, kind, laps);
    struct stat found;
    laps.begin();
    if (::lstat(folders_[folder].c_str(), &found) != 0)
      fail_errno("lstat", folders_[folder].c_str());
    laps.lap(kind);
  }

  bool is_changed(std::size_t file, LatencyHistogram& kind, Laps& laps) const {
    struct stat found;
    laps.begin();
    if (::lstat(paths_[file], &found) != 0) fail_errno("lstat", paths_[file]);
    laps.lap(kind);
    if (!S_ISREG(found.st_mode) ||
        static_cast<std::uint64_t>(found.st_size) != plan_.files[file].size) {
      throw WorkloadError(fmt::format("{}: lstat says {} bytes, mode {:o}; expected a file of {}",
                                      paths_[file], found.st_size, found.st_mode,
                                      plan_.files[file].size));
    }
    return found.st_mtime != kIndexTime_s;
  }

  static void must_miss(const std::string& path) {
    if (::open(path.c_str(), O_RDONLY | O_CLOEXEC) >= 0 || errno != ENOENT) {
      throw WorkloadError(fmt::format("{}: is there, but nobody made it", path));
    }
  }

  /// What is to be compared is converted first: .gitattributes is looked for in every folder on
  /// the way, once.
  void find_attributes(std::size_t folder, std::vector<char>& asked, Tally& tally,
                       Laps& laps) const {
    if (asked[folder] != 0) return;
    asked[folder] = 1;
    if (folder != 0) find_attributes(plan_.folders[folder].parent, asked, tally, laps);
    laps.begin();
    must_miss(folders_[folder] + "/.gitattributes");
    laps.lap(tally.latencies["miss"]);
  }

  void read_changed(const std::vector<std::size_t>& files, Tally& tally, Laps& laps) const {
    std::vector<char> asked(folders_.size(), 0);
    for (const std::size_t file : files) {
      find_attributes(plan_.files[file].folder, asked, tally, laps);
      const char* const path = paths_[file];
      std::string bytes(plan_.files[file].size, '\0');
      laps.begin();
      File in(path, O_RDONLY);
      laps.lap(tally.latencies["open"]);
      read_fully(in.fd(), path, bytes);
      laps.lap(tally.latencies["read"]);
      laps.off_clock([&] { check_equal(edited(file), bytes, 0, path); });
      in.close(path);
      tally.bytes += bytes.size();
    }
  }

  void list_folders(Tally& tally, Laps& laps) const {
    LatencyHistogram& readdir = tally.latencies["readdir"];
    LatencyHistogram& miss = tally.latencies["miss"];
    for (std::size_t i = 0; i < folders_.size(); ++i) {
      laps.begin();
      const std::uint64_t hash = list_folder(folders_[i].c_str());
      laps.lap(readdir);
      // Where everything is a known file, nothing could be ignored: git does not ask.
      if (has_folders_[i] != 0) {
        must_miss(folders_[i] + "/.gitignore");
        laps.lap(miss);
      }
      if (hash == hashes_[i]) continue;
      check_names(folders_[i], plan_.folders[i].names);
      throw WorkloadError(fmt::format("{}: listed other names than a moment later", folders_[i]));
    }
  }

  std::size_t changed_ = 0, threads_ = 1;
  TreePlan plan_;
  Slices contents_;
  std::vector<std::string> folders_;
  std::vector<std::uint64_t> hashes_;
  std::vector<char> has_folders_;
  PathList paths_;
  GitFolder git_;
  std::vector<std::size_t> edited_;  ///< what a person has changed, sorted
  unsigned sample_ = 0;
};

}  // namespace

std::unique_ptr<Workload> make_git_status() {
  return std::make_unique<GitStatus>();
}

}  // namespace sharebench::workloads
