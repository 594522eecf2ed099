// journal_mode=delete, call for call as SQLite 3.40 (strace; docs/workload_profiles.md).
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cerrno>

#include "workloads/support/page_commit.h"

namespace sharebench::workloads {

namespace {

constexpr std::size_t kSector = 512;  // a journal's header fills one

class Journal final : public PageStore {
 public:
  Journal(const std::string& folder, const std::string& path)
      : folder_(folder),
        path_(path),
        journal_(path + "-journal"),
        log_(path + "-wal"),
        file_(path.c_str(), O_RDWR | O_CREAT) {}

  void commit(const PageTable& table, const std::vector<PageChange>& changes, Tally& tally,
              Laps& laps) override {
    const char* const path = path_.c_str();
    laps.begin();
    begin(path);
    laps.lap(tally.latencies["begin"]);
    {
      File journal(journal_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW);
      save_pages(journal, table, changes);
      laps.lap(tally.latencies["journal"]);
      sync(journal.fd(), journal_.c_str());
      sync_folder(folder_);
      write_at(journal.fd(), journal_.c_str(), std::string(12, 'j'), 0);
      sync(journal.fd(), journal_.c_str());
      laps.lap(tally.latencies["sync"]);
      for (std::size_t i = changes.size(); i-- > 0;) {
        write_at(file_.fd(), path, table[changes[i].page], changes[i].page * table.page_size());
        tally.bytes += table.page_size();
      }
      laps.lap(tally.latencies["write"]);
      sync(file_.fd(), path);
      laps.lap(tally.latencies["sync"]);
      journal.close(journal_.c_str());
    }
    if (::unlink(journal_.c_str()) != 0) fail_errno("unlink", journal_.c_str());
    laps.lap(tally.latencies["unlink"]);
    set_lock(file_.fd(), path, F_RDLCK, kSharedFirst, kSharedSize);
    set_lock(file_.fd(), path, F_UNLCK, kPendingByte, 2);
    set_lock(file_.fd(), path, F_UNLCK, 0, 0);
    laps.lap(tally.latencies["end"]);
  }

  void close(const PageTable&, Tally&, Laps&) override { file_.close(path_.c_str()); }

 private:
  /// Takes the locks, sees that nobody left a journal, and whether somebody else wrote.
  void begin(const char* path) const {
    lock_shared(file_.fd(), path);
    must_be_absent(journal_);
    char version[16];
    read_fully_at(file_.fd(), path, version, 24);
    must_be_absent(log_);
    struct stat found;
    if (::fstat(file_.fd(), &found) != 0) fail_errno("stat", path);
    set_lock(file_.fd(), path, F_WRLCK, kReservedByte, 1);
    for (int i = 0; i < 2; ++i) {
      if (::stat(path, &found) != 0) fail_errno("stat", path);
    }
  }

  static void must_be_absent(const std::string& path) {
    struct stat found;
    if (::stat(path.c_str(), &found) == 0 || errno != ENOENT) {
      throw WorkloadError(fmt::format("{}: there between two commits", path));
    }
  }

  /// Header, then of each page that the file has: its number, its bytes as they were, a checksum.
  /// The exclusive lock is taken after the first page.
  void save_pages(const File& journal, const PageTable& table,
                  const std::vector<PageChange>& changes) const {
    const char* const name = journal_.c_str();
    struct stat found;
    if (::fstat(journal.fd(), &found) != 0) fail_errno("stat", name);
    write_at(journal.fd(), name, std::string(kSector, 'h'), 0);
    std::uint64_t at = kSector;
    for (const PageChange& change : changes) {
      if (change.page == 0) {
        set_lock(file_.fd(), path_.c_str(), F_WRLCK, kPendingByte, 1);
        set_lock(file_.fd(), path_.c_str(), F_WRLCK, kSharedFirst, kSharedSize);
      }
      if (change.is_new) continue;
      write_at(journal.fd(), name, std::string(4, 'n'), at);
      write_at(journal.fd(), name, table.before(change.page), at + 4);
      write_at(journal.fd(), name, std::string(4, 'c'), at + 4 + table.page_size());
      at += table.page_size() + 8;
    }
    char beyond[8];
    if (::pread(journal.fd(), beyond, sizeof beyond,
                static_cast<off_t>((at + kSector - 1) / kSector * kSector)) < 0)
      fail_errno("read", name);
  }

  std::string folder_, path_, journal_, log_;
  File file_;
};

}  // namespace

std::unique_ptr<PageStore> open_with_journal(const std::string& folder, const std::string& path) {
  return std::make_unique<Journal>(folder, path);
}

}  // namespace sharebench::workloads
