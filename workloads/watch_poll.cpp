// What a watcher does that polls (chokidar and webpack with polling, as containers on shares need):
// pass after pass it asks every path for its size and time, and reads what changed.
#include <fcntl.h>
#include <sys/stat.h>

#include <fmt/format.h>

#include <algorithm>

#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/params.h"
#include "workloads/support/tree_plan.h"
#include "workloads/support/workers.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

constexpr std::uint64_t kWatchSizeLimit = 4096;
constexpr std::int64_t kFirstTime_s = 1'000'000'000;

class WatchPoll final : public Workload {
 public:
  void prepare(const Context& context) override {
    const std::size_t files = count_param(context.params, "files", 1, 1'000'000);
    const std::size_t folders = count_param(context.params, "dirs", 1, 100'000);
    const std::size_t depth = count_param(context.params, "depth", 1, 32);
    passes_ = count_param(context.params, "passes", 1, 1'000'000);
    changed_ = count_param(context.params, "changed", 0, 1'000'000);
    threads_ = count_param(context.params, "threads", 1, 64);
    if (changed_ > files) {
      throw ParamError(
          fmt::format("parameter changed={} is more than there are files, {}", changed_, files));
    }
    plan_ = even_tree(files, folders, depth, kWatchSizeLimit, context.seed);
    pool_ = Slices(derive(context.seed, 3), files + kShift, plan_.largest());
    make_tree(plan_, context.dir.string(), pool_);
    folders_ = plan_.folder_paths(context.dir.string());
    paths_ = plan_.file_paths(context.dir.string());
    times_.assign(files, kFirstTime_s);
    shifts_.assign(files, 0);
    for (std::size_t i = 0; i < files; ++i) date(i);
    known_ = times_;
  }

  Tally run(const Context& context) override {
    Tally tally;
    for (std::size_t pass = 0; pass < passes_; ++pass) {
      Laps laps(context.latency_every);
      std::vector<std::size_t> wanted;
      laps.off_clock([&] { wanted = change(context, pass); });
      tally.off_clock_ns += laps.off_clock_ns();
      std::vector<std::size_t> found = poll(context, tally);
      read_changed(found, tally, context);
      if (found != wanted) fail(wanted, found);
    }
    tally.ops = passes_ * (folders_.size() + paths_.size());
    return tally;
  }

  void verify(const Context&) override {
    for (std::size_t i = 0; i < folders_.size(); ++i)
      check_names(folders_[i], plan_.folders[i].names);
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      throw_if_stopped();
      check_equal(content(i), read_file(paths_[i]), 0, paths_[i]);
    }
  }

 private:
  static constexpr std::size_t kShift = 1000;  // different contents that a file can have

  std::span<const char> content(std::size_t file) const {
    return pool_[file + shifts_[file]].first(plan_.files[file].size);
  }

  void date(std::size_t file) const {
    timespec times[2] = {};
    times[0].tv_sec = times[1].tv_sec = static_cast<time_t>(times_[file]);
    if (::utimensat(AT_FDCWD, paths_[file], times, 0) != 0) fail_errno("date", paths_[file]);
  }

  /// An editor's part: gives some files other bytes of the same length and a later time. Their
  /// numbers, sorted.
  std::vector<std::size_t> change(const Context& context, std::size_t pass) {
    const std::uint64_t seed = derive(derive(context.seed, 1000 + context.sample_index), pass);
    std::vector<std::size_t> files = shuffled(paths_.size(), seed);
    files.resize(changed_);
    std::sort(files.begin(), files.end());
    for (const std::size_t file : files) {
      shifts_[file] = (shifts_[file] + 1 + derive(seed, file) % (kShift - 1)) % kShift;
      ++times_[file];
      File out(paths_[file], O_WRONLY);
      write_fully(out.fd(), paths_[file], content(file));
      out.close(paths_[file]);
      date(file);
    }
    return files;
  }

  /// One pass over all folders and files. The files whose time is another than at the last pass.
  std::vector<std::size_t> poll(const Context& context, Tally& tally) {
    Items items(folders_.size() + paths_.size());
    std::vector<std::vector<std::size_t>> found(threads_);
    run_workers(threads_, tally, [&](std::size_t worker, Tally& own) {
      LatencyHistogram& stat = own.latencies["stat"];
      Laps laps(context.latency_every);
      for (std::size_t item = 0; items.take(item);) {
        const bool folder = item < folders_.size();
        const std::size_t file = folder ? 0 : item - folders_.size();
        laps.begin();
        if (look(folder ? folders_[item].c_str() : paths_[file], folder, file, stat, laps)) {
          found[worker].push_back(file);
        }
      }
    });
    std::vector<std::size_t> all;
    for (const auto& part : found) all.insert(all.end(), part.begin(), part.end());
    std::sort(all.begin(), all.end());
    return all;
  }

  /// stat of one path. Whether it is a file whose time moved; each file is looked at by one thread.
  bool look(const char* path, bool folder, std::size_t file, LatencyHistogram& kind, Laps& laps) {
    struct stat found;
    if (::stat(path, &found) != 0) fail_errno("stat", path);
    laps.lap(kind);
    if (folder) {
      if (S_ISDIR(found.st_mode)) return false;
      throw WorkloadError(fmt::format("{}: mode {:o}, expected a folder", path, found.st_mode));
    }
    if (!S_ISREG(found.st_mode) ||
        static_cast<std::uint64_t>(found.st_size) != plan_.files[file].size) {
      throw WorkloadError(fmt::format("{}: stat says {} bytes, mode {:o}; expected a file of {}",
                                      path, found.st_size, found.st_mode, plan_.files[file].size));
    }
    if (found.st_mtime == known_[file]) return false;
    known_[file] = found.st_mtime;
    return true;
  }

  void read_changed(const std::vector<std::size_t>& files, Tally& tally, const Context& context) {
    LatencyHistogram& open = tally.latencies["open"];
    LatencyHistogram& read = tally.latencies["read"];
    Laps laps(context.latency_every);
    for (const std::size_t file : files) {
      const char* const path = paths_[file];
      std::string bytes(plan_.files[file].size, '\0');
      laps.begin();
      File in(path, O_RDONLY);
      laps.lap(open);
      read_fully(in.fd(), path, bytes);
      laps.lap(read);
      laps.off_clock([&] { check_equal(content(file), bytes, 0, path); });
      in.close(path);
      tally.bytes += bytes.size();
    }
    tally.off_clock_ns += laps.off_clock_ns();
  }

  [[noreturn]] void fail(const std::vector<std::size_t>& wanted,
                         const std::vector<std::size_t>& found) const {
    const auto [want, got] =
        std::mismatch(wanted.begin(), wanted.end(), found.begin(), found.end());
    const bool missed = want != wanted.end() && (got == found.end() || *want < *got);
    throw WorkloadError(
        missed ? fmt::format("{}: changed, but its time did not move", paths_[*want])
               : fmt::format("{}: its time moved, but nobody changed it", paths_[*got]));
  }

  std::size_t passes_ = 0, changed_ = 0, threads_ = 1;
  TreePlan plan_;
  Slices pool_;
  std::vector<std::string> folders_;
  PathList paths_;
  std::vector<std::int64_t> times_;  ///< of the files as they were set
  std::vector<std::int64_t> known_;  ///< as the last pass saw them
  std::vector<std::size_t> shifts_;  ///< which of its contents a file has now
};

}  // namespace

std::unique_ptr<Workload> make_watch_poll() {
  return std::make_unique<WatchPoll>();
}

}  // namespace sharebench::workloads
