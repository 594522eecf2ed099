// Files read through memory maps, as a linker reads its inputs: no read(2) at all, the pages come
// with page faults.
#include <fmt/format.h>

#include <algorithm>

#include "workloads/support/big_file.h"
#include "workloads/support/file_tree.h"
#include "workloads/support/laps.h"
#include "workloads/support/mapped_file.h"
#include "workloads/support/params.h"
#include "workloads/support/payload.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

class MmapRead final : public Workload {
 public:
  void prepare(const Context& context) override {
    shape_ = block_shape(context.params);
    const std::size_t files = count_param(context.params, "files", 1, 10'000);
    random_ = choice_param(context.params, "order", {"sequential", "random"}) == "random";
    for (std::size_t i = 0; i < files; ++i) {
      names_.push_back(seeded_name(context.seed, i, ".o"));
      paths_.push_back((context.dir / names_.back()).string());
      write_big_file(paths_.back(), shape_, seed_of(context, i));
    }
    std::sort(names_.begin(), names_.end());
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    std::vector<MappedFile> maps;
    maps.reserve(paths_.size());
    for (const std::string& path : paths_) {
      laps.begin();
      maps.emplace_back(path, shape_.size);
      laps.lap(tally.latencies["map"]);
    }
    LatencyHistogram& touch = tally.latencies["touch"];
    std::vector<std::size_t> numbers;
    laps.off_clock([&] { numbers = order(context); });
    for (const std::size_t number : numbers) {
      const std::size_t file = number / shape_.blocks();
      const std::uint64_t offset = number % shape_.blocks() * shape_.block;
      const std::span<const char> block =
          maps[file].bytes().subspan(offset, shape_.bytes_of(offset));
      laps.begin();
      touched_ += touch_pages(block);
      laps.lap(touch);
      laps.off_clock([&] { Payload(seed_of(context, file)).check(offset, block, paths_[file]); });
    }
    tally.ops = paths_.size() * shape_.blocks();
    tally.bytes = paths_.size() * shape_.size;
    tally.off_clock_ns = laps.off_clock_ns();
    return tally;
  }

  void verify(const Context& context) override { check_names(context.dir.string(), names_); }

 private:
  static std::uint64_t seed_of(const Context& context, std::size_t file) {
    return derive(context.seed, 10 + file);
  }

  /// Numbers of all blocks of all files; shuffled anew for every sample when asked for.
  std::vector<std::size_t> order(const Context& context) const {
    const std::size_t count = paths_.size() * shape_.blocks();
    if (random_) return shuffled(count, derive(context.seed, 1000 + context.sample_index));
    std::vector<std::size_t> numbers(count);
    for (std::size_t i = 0; i < count; ++i) numbers[i] = i;
    return numbers;
  }

  BlockShape shape_;
  bool random_ = false;
  std::vector<std::string> names_, paths_;
  unsigned touched_ = 0;
};

}  // namespace

std::unique_ptr<Workload> make_mmap_read() {
  return std::make_unique<MmapRead>();
}

}  // namespace sharebench::workloads
