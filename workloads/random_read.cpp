// Blocks of one big file in a seeded order: a database, a linker, an index. Checked off the clock.
#include <fmt/format.h>

#include "workloads/support/big_file.h"
#include "workloads/support/file_tree.h"
#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/params.h"
#include "workloads/support/payload.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

class RandomRead final : public Workload {
 public:
  void prepare(const Context& context) override {
    shape_ = block_shape(context.params);
    count_ = count_param(context.params, "count", 1, 100'000'000);
    if (shape_.size < shape_.block) {
      throw ParamError(
          fmt::format("parameter size={} is less than one block of {}", shape_.size, shape_.block));
    }
    name_ = seeded_name(context.seed, 0, ".data");
    path_ = (context.dir / name_).string();
    payload_ = Payload(derive(context.seed, 1));
    buffer_.assign(shape_.block, '\0');
    write_big_file(path_, shape_, derive(context.seed, 1));
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    LatencyHistogram& read = tally.latencies["read"];
    const char* const path = path_.c_str();
    const std::uint64_t sample_seed = derive(context.seed, 1000 + context.sample_index);
    const std::uint64_t whole_blocks = shape_.size / shape_.block;
    laps.begin();
    File file(path, O_RDONLY);
    laps.lap(tally.latencies["open"]);
    for (std::uint64_t i = 0; i < count_; ++i) {
      const std::uint64_t offset = derive(sample_seed, i) % whole_blocks * shape_.block;
      laps.begin();
      read_fully_at(file.fd(), path, buffer_, offset);
      laps.lap(read);
      laps.off_clock([&] { payload_.check(offset, buffer_, path_); });
    }
    file.close(path);
    tally.ops = count_;
    tally.bytes = count_ * shape_.block;
    tally.off_clock_ns = laps.off_clock_ns();
    return tally;
  }

  void verify(const Context& context) override { check_names(context.dir.string(), {name_}); }

 private:
  BlockShape shape_;
  std::uint64_t count_ = 0;
  std::string name_, path_, buffer_;
  Payload payload_{0};
};

}  // namespace

std::unique_ptr<Workload> make_random_read() {
  return std::make_unique<RandomRead>();
}

}  // namespace sharebench::workloads
