// Names that do not exist, far down a tree: what a compiler asks along its include path.
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "workloads/support/file_tree.h"
#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/params.h"
#include "workloads/support/payload.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

constexpr std::size_t kExisting = 64;  // files that a hit finds
constexpr std::size_t kFileSize = 128;

class LookupMisses final : public Workload {
 public:
  void prepare(const Context& context) override {
    count_ = count_param(context.params, "count", 1, 10'000'000);
    const std::size_t depth = count_param(context.params, "depth", 0, 32);
    hits_percent_ = count_param(context.params, "hits", 0, 100);
    folder_ = make_folders(context.dir.string(), depth, 1, context.seed).front();
    const Slices contents(derive(context.seed, 2), kExisting, kFileSize);
    for (std::size_t i = 0; i < kExisting; ++i) {
      existing_.push_back(seeded_name(derive(context.seed, 3), i, ".h"));
      write_file(folder_ + "/" + existing_.back(), contents[i]);
    }
    sorted_ = existing_;
    std::sort(sorted_.begin(), sorted_.end());
    name_lookups(context.seed, context.sample_index);
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    if (sample_ != context.sample_index) {
      laps.off_clock([&] { name_lookups(context.seed, context.sample_index); });
    }
    LatencyHistogram& miss = tally.latencies["miss"];
    LatencyHistogram& hit = tally.latencies["hit"];
    for (std::size_t i = 0; i < count_; ++i) {
      struct stat found;
      laps.begin();
      const int result = ::stat(paths_[i], &found);
      laps.lap(is_hit_[i] != 0 ? hit : miss);
      if (is_hit_[i] != 0) {
        check_hit(paths_[i], result, found);
      } else if (result == 0 || errno != ENOENT) {
        throw WorkloadError(fmt::format("{}: stat says '{}', expected 'No such file or directory'",
                                        paths_[i],
                                        result == 0 ? "it exists" : std::strerror(errno)));
      }
    }
    tally.ops = count_;
    tally.off_clock_ns = laps.off_clock_ns();
    return tally;
  }

  void verify(const Context& context) override {
    check_names(folder_, sorted_);
    name_lookups(context.seed, context.sample_index + 1);
  }

 private:
  /// New names for every sample: a name asked for twice may be answered from a negative entry.
  void name_lookups(std::uint64_t seed, unsigned sample) {
    const std::uint64_t sample_seed = derive(seed, 1000 + sample);
    paths_.clear();
    is_hit_.clear();
    for (std::size_t i = 0; i < count_; ++i) {
      const std::uint64_t dice = derive(sample_seed, count_ + i);
      const bool hit = dice % 100 < hits_percent_;
      is_hit_.push_back(hit ? 1 : 0);
      paths_.add(folder_,
                 hit ? existing_[(dice / 100) % kExisting] : seeded_name(sample_seed, i, ".miss"));
    }
    sample_ = sample;
  }

  static void check_hit(const char* path, int result, const struct stat& found) {
    if (result != 0) fail_errno("stat", path);
    if (found.st_size == kFileSize) return;
    throw WorkloadError(
        fmt::format("{}: stat says {} bytes, expected {}", path, found.st_size, kFileSize));
  }

  std::size_t count_ = 0;
  std::uint64_t hits_percent_ = 0;
  std::string folder_;
  std::vector<std::string> existing_, sorted_;
  PathList paths_;
  std::vector<char> is_hit_;
  unsigned sample_ = 0;
};

}  // namespace

std::unique_ptr<Workload> make_lookup_misses() {
  return std::make_unique<LookupMisses>();
}

}  // namespace sharebench::workloads
