// A record appended and synced, again and again: the log of a database, and the price of safety.
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

class AppendSync final : public Workload {
 public:
  void prepare(const Context& context) override {
    count_ = count_param(context.params, "count", 1, 1'000'000);
    size_ = size_param(context.params, "size", 1, std::uint64_t{64} << 20);
    make_records(context.seed, context.sample_index);
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    if (sample_ != context.sample_index) {
      laps.off_clock([&] { make_records(context.seed, context.sample_index); });
    }
    LatencyHistogram& append = tally.latencies["append"];
    LatencyHistogram& sync = tally.latencies["sync"];
    const std::string path = (context.dir / name_of(context)).string();
    File file(path.c_str(), O_WRONLY | O_CREAT | O_APPEND);
    for (std::size_t i = 0; i < count_; ++i) {
      laps.begin();
      write_fully(file.fd(), path.c_str(), records_[i]);
      laps.lap(append);
      if (::fsync(file.fd()) != 0) fail_errno("sync", path.c_str());
      laps.lap(sync);
    }
    file.close(path.c_str());
    tally.ops = count_;
    tally.bytes = count_ * size_;
    tally.off_clock_ns = laps.off_clock_ns();
    return tally;
  }

  void verify(const Context& context) override {
    const std::string name = name_of(context);
    const std::string path = (context.dir / name).string();
    check_names(context.dir.string(), {name});
    check_log(path);
    if (::unlink(path.c_str()) != 0) fail_errno("unlink", path.c_str());
    make_records(context.seed, context.sample_index + 1);
  }

 private:
  static std::string name_of(const Context& context) {
    return seeded_name(context.seed, context.sample_index, ".log");
  }

  void make_records(std::uint64_t seed, unsigned sample) {
    records_ = Slices(derive(seed, 1000 + sample), count_, size_);
    sample_ = sample;
  }

  void check_log(const std::string& path) const {
    const File file(path.c_str(), O_RDONLY);
    std::string found(size_, '\0');
    for (std::size_t i = 0; i < count_; ++i) {
      throw_if_stopped();
      read_fully(file.fd(), path.c_str(), found);
      check_equal(records_[i], found, i * size_, path.c_str());
    }
    char beyond = 0;
    if (::read(file.fd(), &beyond, 1) == 0) return;
    throw WorkloadError(
        fmt::format("{}: goes on after byte {}, where it must end", path, count_ * size_));
  }

  std::size_t count_ = 0;
  std::size_t size_ = 0;
  Slices records_;
  unsigned sample_ = 0;
};

}  // namespace

std::unique_ptr<Workload> make_append_sync() {
  return std::make_unique<AppendSync>();
}

}  // namespace sharebench::workloads
