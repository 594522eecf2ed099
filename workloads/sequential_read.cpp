// One big file from its first byte to its last; every block is checked while the clock is off.
#include <fmt/format.h>

#include "workloads/support/big_file.h"
#include "workloads/support/file_tree.h"
#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/payload.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

class SequentialRead final : public Workload {
 public:
  void prepare(const Context& context) override {
    shape_ = block_shape(context.params);
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
    laps.begin();
    File file(path, O_RDONLY);
    laps.lap(tally.latencies["open"]);
    for (std::uint64_t offset = 0; offset < shape_.size; offset += shape_.block) {
      const std::span<char> block(buffer_.data(), shape_.bytes_of(offset));
      laps.begin();
      read_fully(file.fd(), path, block);
      laps.lap(read);
      laps.off_clock([&] { payload_.check(offset, block, path_); });
    }
    file.close(path);
    tally.ops = shape_.blocks();
    tally.bytes = shape_.size;
    tally.off_clock_ns = laps.off_clock_ns();
    return tally;
  }

  void verify(const Context& context) override { check_names(context.dir.string(), {name_}); }

 private:
  BlockShape shape_;
  std::string name_, path_, buffer_;
  Payload payload_{0};
};

}  // namespace

std::unique_ptr<Workload> make_sequential_read() {
  return std::make_unique<SequentialRead>();
}

}  // namespace sharebench::workloads
