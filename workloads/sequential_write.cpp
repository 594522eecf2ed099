// One big file written block after block and, if asked, synced; read back and compared afterwards.
#include <unistd.h>

#include "workloads/support/big_file.h"
#include "workloads/support/file_tree.h"
#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/params.h"
#include "workloads/support/payload.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

class SequentialWrite final : public Workload {
 public:
  void prepare(const Context& context) override {
    shape_ = block_shape(context.params);
    sync_ = flag_param(context.params, "sync");
    buffer_.assign(shape_.block, '\0');
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    const std::string path = (context.dir / name_of(context)).string();
    const Payload payload(seed_of(context));
    LatencyHistogram& write = tally.latencies["write"];
    laps.begin();
    File file(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
    laps.lap(tally.latencies["create"]);
    for (std::uint64_t offset = 0; offset < shape_.size; offset += shape_.block) {
      const std::span<char> block(buffer_.data(), shape_.bytes_of(offset));
      laps.off_clock([&] { payload.fill(offset, block); });
      laps.begin();
      write_fully(file.fd(), path.c_str(), block);
      laps.lap(write);
    }
    if (sync_) {
      laps.begin();
      if (::fsync(file.fd()) != 0) fail_errno("sync", path.c_str());
      laps.lap(tally.latencies["sync"]);
    }
    file.close(path.c_str());
    tally.ops = shape_.blocks();
    tally.bytes = shape_.size;
    tally.off_clock_ns = laps.off_clock_ns();
    return tally;
  }

  void verify(const Context& context) override {
    const std::string name = name_of(context);
    const std::string path = (context.dir / name).string();
    check_names(context.dir.string(), {name});
    check_big_file(path, shape_, seed_of(context));
    if (::unlink(path.c_str()) != 0) fail_errno("unlink", path.c_str());
  }

 private:
  static std::string name_of(const Context& context) {
    return seeded_name(context.seed, context.sample_index, ".out");
  }
  static std::uint64_t seed_of(const Context& context) {
    return derive(context.seed, 1000 + context.sample_index);
  }

  BlockShape shape_;
  bool sync_ = false;
  std::string buffer_;
};

}  // namespace

std::unique_ptr<Workload> make_sequential_write() {
  return std::make_unique<SequentialWrite>();
}

}  // namespace sharebench::workloads
