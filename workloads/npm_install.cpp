// What `npm install` does to node_modules: a package's tree unpacked by a pool of threads, every
// folder on a file's way asked for again before the file is made.
#include <sys/stat.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/package_shape.h"
#include "workloads/support/params.h"
#include "workloads/support/workers.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

constexpr std::size_t kNodeWrite = 64 * 1024;  // a stream of Node hands on at most this much

struct NpmKinds {
  explicit NpmKinds(Tally& tally)
      : mkdir(tally.latencies["mkdir"]),
        miss(tally.latencies["miss"]),
        create(tally.latencies["create"]),
        write(tally.latencies["write"]),
        close(tally.latencies["close"]) {}
  LatencyHistogram &mkdir, &miss, &create, &write, &close;
};

class NpmInstall final : public Workload {
 public:
  void prepare(const Context& context) override {
    files_ = count_param(context.params, "files", 1, 1'000'000);
    threads_ = count_param(context.params, "threads", 1, 64);
    plan(context, context.sample_index);
  }

  Tally run(const Context& context) override {
    Tally tally;
    if (sample_ != context.sample_index) {
      Laps laps(1);
      laps.off_clock([&] { plan(context, context.sample_index); });
      tally.off_clock_ns = laps.off_clock_ns();
    }
    for (std::size_t i = 1; i < plan_.folders.size(); ++i) {
      if (plan_.folders[i].parent == 0) make_folder(folders_[i]);
    }
    Items files(plan_.files.size());
    run_workers(threads_, tally, [&](std::size_t, Tally& own) {
      Laps laps(context.latency_every);
      const NpmKinds kinds(own);
      for (std::size_t file = 0; files.take(file);) {
        unpack(file, kinds, laps);
        own.bytes += plan_.files[file].size;
      }
    });
    tally.ops = plan_.files.size();
    return tally;
  }

  void verify(const Context& context) override {
    check_tree(plan_, context.dir.string(), contents_);
    remove_tree(plan_, context.dir.string());
    plan(context, context.sample_index + 1);
  }

 private:
  /// Fresh names and bytes for every sample: nothing an earlier one left behind can pass as right.
  void plan(const Context& context, unsigned sample) {
    const std::uint64_t seed = derive(context.seed, 1000 + sample);
    plan_ = package_tree(files_, seed);
    contents_ = plan_.contents(seed);
    folders_ = plan_.folder_paths(context.dir.string());
    paths_ = plan_.file_paths(context.dir.string());
    sample_ = sample;
  }

  void unpack(std::size_t file, const NpmKinds& kinds, Laps& laps) const {
    laps.begin();
    make_way(plan_.files[file].folder);
    laps.lap(kinds.mkdir);
    const char* const path = paths_[file];
    struct stat found;
    if (::lstat(path, &found) == 0 || errno != ENOENT) {
      throw WorkloadError(fmt::format("{}: there before it was unpacked", path));
    }
    laps.lap(kinds.miss);
    File out(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
    laps.lap(kinds.create);
    std::span<const char> rest = contents_[file].first(plan_.files[file].size);
    while (!rest.empty()) {
      const std::size_t part = std::min(kNodeWrite, rest.size());
      write_fully(out.fd(), path, rest.first(part));
      rest = rest.subspan(part);
    }
    laps.lap(kinds.write);
    out.close(path);
    laps.lap(kinds.close);
  }

  /// mkdir of every folder between the package's own and the file; one that is there already is
  /// looked at: tar 7, which npm 11 unpacks with, remembers none of them.
  void make_way(std::size_t folder) const {
    if (plan_.folders[folder].parent == 0) return;
    make_way(plan_.folders[folder].parent);
    const char* const path = folders_[folder].c_str();
    if (::mkdir(path, 0755) == 0) return;
    if (errno != EEXIST) fail_errno("make the folder", path);
    struct stat found;
    if (::lstat(path, &found) != 0) fail_errno("lstat", path);
    if (!S_ISDIR(found.st_mode)) {
      throw WorkloadError(fmt::format("{}: mode {:o}, expected a folder", path, found.st_mode));
    }
  }

  std::size_t files_ = 0;
  std::size_t threads_ = 0;
  TreePlan plan_;
  Slices contents_;
  std::vector<std::string> folders_;
  PathList paths_;
  unsigned sample_ = 0;
};

}  // namespace

std::unique_ptr<Workload> make_npm_install() {
  return std::make_unique<NpmInstall>();
}

}  // namespace sharebench::workloads
