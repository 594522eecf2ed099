// Many small files: create and write all, stat all, read all, unlink all. A mount's price for a
// call.
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "workloads/support/file_tree.h"
#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/params.h"
#include "workloads/support/payload.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

constexpr std::size_t kFilesPerFolder = 100;

class SmallFiles final : public Workload {
 public:
  void prepare(const Context& context) override {
    count_ = count_param(context.params, "count", 1, 1'000'000);
    size_ = size_param(context.params, "size", 1, std::uint64_t{64} << 20);
    const std::size_t depth = count_param(context.params, "depth", 0, 32);
    folders_ = make_folders(context.dir.string(), depth,
                            (count_ + kFilesPerFolder - 1) / kFilesPerFolder, context.seed);
    buffer_.assign(size_, '\0');
    name_files(context.seed, context.sample_index);
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    if (sample_ != context.sample_index) {
      laps.off_clock([&] { name_files(context.seed, context.sample_index); });
    }
    create_all(tally, laps);
    stat_all(tally, laps);
    read_all(tally, laps);
    unlink_all(tally, laps);
    tally.ops = count_;
    tally.bytes = 2 * count_ * size_;
    tally.off_clock_ns = laps.off_clock_ns();
    return tally;
  }

  void verify(const Context& context) override {
    for (const std::string& folder : folders_) check_names(folder, {});
    name_files(context.seed, context.sample_index + 1);
  }

 private:
  /// Fresh names and bytes for every sample: nothing an earlier one left behind can pass as right.
  void name_files(std::uint64_t seed, unsigned sample) {
    const std::uint64_t sample_seed = derive(seed, 1000 + sample);
    paths_.clear();
    for (std::size_t i = 0; i < count_; ++i) {
      const std::size_t folder = (i / kFilesPerFolder) % folders_.size();
      paths_.add(folders_[folder], seeded_name(sample_seed, i, ".o"));
    }
    contents_ = Slices(sample_seed, count_, size_);
    sample_ = sample;
  }

  void create_all(Tally& tally, Laps& laps) {
    LatencyHistogram& create = tally.latencies["create"];
    LatencyHistogram& write = tally.latencies["write"];
    LatencyHistogram& close = tally.latencies["close"];
    for (std::size_t i = 0; i < count_; ++i) {
      const char* const path = paths_[i];
      laps.begin();
      File file(path, O_WRONLY | O_CREAT | O_TRUNC);
      laps.lap(create);
      write_fully(file.fd(), path, contents_[i]);
      laps.lap(write);
      file.close(path);
      laps.lap(close);
    }
  }

  void stat_all(Tally& tally, Laps& laps) {
    LatencyHistogram& kind = tally.latencies["stat"];
    for (std::size_t i = 0; i < count_; ++i) {
      struct stat found;
      laps.begin();
      if (::stat(paths_[i], &found) != 0) fail_errno("stat", paths_[i]);
      laps.lap(kind);
      if (!S_ISREG(found.st_mode) || static_cast<std::size_t>(found.st_size) != size_) {
        throw WorkloadError(fmt::format("{}: stat says {} bytes, mode {:o}; expected a file of {}",
                                        paths_[i], found.st_size, found.st_mode, size_));
      }
    }
  }

  void read_all(Tally& tally, Laps& laps) {
    LatencyHistogram& open = tally.latencies["open"];
    LatencyHistogram& read = tally.latencies["read"];
    LatencyHistogram& close = tally.latencies["close"];
    for (std::size_t i = 0; i < count_; ++i) {
      const char* const path = paths_[i];
      laps.begin();
      File file(path, O_RDONLY);
      laps.lap(open);
      read_fully(file.fd(), path, buffer_);
      laps.lap(read);
      laps.off_clock([&] { check_equal(contents_[i], buffer_, 0, path); });
      file.close(path);
      laps.lap(close);
    }
  }

  void unlink_all(Tally& tally, Laps& laps) {
    LatencyHistogram& kind = tally.latencies["unlink"];
    for (std::size_t i = 0; i < count_; ++i) {
      laps.begin();
      if (::unlink(paths_[i]) != 0) fail_errno("unlink", paths_[i]);
      laps.lap(kind);
    }
  }

  std::size_t count_ = 0;
  std::size_t size_ = 0;
  std::vector<std::string> folders_;
  PathList paths_;
  Slices contents_;
  std::string buffer_;
  unsigned sample_ = 0;
};

}  // namespace

std::unique_ptr<Workload> make_small_files() {
  return std::make_unique<SmallFiles>();
}

}  // namespace sharebench::workloads
