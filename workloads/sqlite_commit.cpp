// What SQLite does to commit a row: journal or log, locks, and syncs; the calls of its pager
// without its format.
#include <unistd.h>

#include <fmt/format.h>

#include "workloads/support/file_tree.h"
#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/page_commit.h"
#include "workloads/support/params.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

class SqliteCommit final : public Workload {
 public:
  void prepare(const Context& context) override {
    count_ = count_param(context.params, "count", 1, 1'000'000);
    row_size_ = size_param(context.params, "row", 1, 65536);
    page_size_ = size_param(context.params, "page", 512, 65536);
    log_ = choice_param(context.params, "journal", {"delete", "wal"}) == "wal";
    if (row_size_ > page_size_) {
      throw ParamError(
          fmt::format("parameter row={} is more than a page of {}", row_size_, page_size_));
    }
    name_ = seeded_name(context.seed, 0, ".db");
    path_ = (context.dir / name_).string();
    reset(context.seed, context.sample_index);
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    if (sample_ != context.sample_index) {
      laps.off_clock([&] { reset(context.seed, context.sample_index); });
    }
    const std::string dir = context.dir.string();
    const std::unique_ptr<PageStore> store =
        log_ ? open_with_log(dir, path_) : open_with_journal(dir, path_);
    for (std::size_t i = 0; i < count_; ++i) {
      store->commit(table_, table_.insert(rows_[i]), tally, laps);
    }
    store->close(table_, tally, laps);
    tally.ops = count_;
    tally.off_clock_ns = laps.off_clock_ns();
    return tally;
  }

  void verify(const Context& context) override {
    check_names(context.dir.string(), {name_});
    table_.check(path_);
    reset(context.seed, context.sample_index + 1);
  }

 private:
  /// An empty database, and the rows of the next sample.
  void reset(std::uint64_t seed, unsigned sample) {
    rows_ = Slices(derive(seed, 1000 + sample), count_, row_size_);
    table_ = PageTable(page_size_, row_size_);
    write_file(path_, table_[0] + table_[1]);
    sample_ = sample;
  }

  std::size_t count_ = 0;
  std::uint64_t row_size_ = 0, page_size_ = 0;
  bool log_ = false;
  std::string name_, path_;
  Slices rows_;
  PageTable table_;
  unsigned sample_ = 0;
};

}  // namespace

std::unique_ptr<Workload> make_sqlite_commit() {
  return std::make_unique<SqliteCommit>();
}

}  // namespace sharebench::workloads
