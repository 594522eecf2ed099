// Replacing files by rename, as editors and compilers save: write a temporary file, rename it over.
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "workloads/support/file_tree.h"
#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/params.h"
#include "workloads/support/payload.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

class RenameReplace final : public Workload {
 public:
  void prepare(const Context& context) override {
    count_ = count_param(context.params, "count", 1, 1'000'000);
    size_ = size_param(context.params, "size", 1, std::uint64_t{64} << 20);
    const std::string dir = context.dir.string();
    const Slices before(derive(context.seed, 2), count_, size_);
    for (std::size_t i = 0; i < count_; ++i) {
      const std::string name = seeded_name(derive(context.seed, 3), i, ".c");
      throw_if_stopped();
      write_file(dir + "/" + name, before[i]);
      names_.push_back(name);
      targets_.add(dir, name);
      temporaries_.add(dir, name + ".tmp");
    }
    std::sort(names_.begin(), names_.end());
    make_contents(context.seed, context.sample_index);
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    if (sample_ != context.sample_index) {
      laps.off_clock([&] { make_contents(context.seed, context.sample_index); });
    }
    LatencyHistogram& create = tally.latencies["create"];
    LatencyHistogram& write = tally.latencies["write"];
    LatencyHistogram& close = tally.latencies["close"];
    LatencyHistogram& rename = tally.latencies["rename"];
    for (std::size_t i = 0; i < count_; ++i) {
      const char* const path = temporaries_[i];
      laps.begin();
      File file(path, O_WRONLY | O_CREAT | O_EXCL);
      laps.lap(create);
      write_fully(file.fd(), path, contents_[i]);
      laps.lap(write);
      file.close(path);
      laps.lap(close);
      if (std::rename(path, targets_[i]) != 0) fail_errno("rename", path);
      laps.lap(rename);
    }
    tally.ops = count_;
    tally.bytes = count_ * size_;
    tally.off_clock_ns = laps.off_clock_ns();
    return tally;
  }

  void verify(const Context& context) override {
    check_names(context.dir.string(), names_);
    for (std::size_t i = 0; i < count_; ++i) {
      throw_if_stopped();
      check_equal(contents_[i], read_file(targets_[i]), 0, targets_[i]);
    }
    make_contents(context.seed, context.sample_index + 1);
  }

 private:
  void make_contents(std::uint64_t seed, unsigned sample) {
    contents_ = Slices(derive(seed, 1000 + sample), count_, size_);
    sample_ = sample;
  }

  std::size_t count_ = 0;
  std::size_t size_ = 0;
  std::vector<std::string> names_;
  PathList targets_, temporaries_;
  Slices contents_;
  unsigned sample_ = 0;
};

}  // namespace

std::unique_ptr<Workload> make_rename_replace() {
  return std::make_unique<RenameReplace>();
}

}  // namespace sharebench::workloads
