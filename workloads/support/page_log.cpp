// journal_mode=wal, call for call as SQLite 3.40 (strace; docs/workload_profiles.md).
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cstring>
#include <map>

#include "workloads/support/page_commit.h"

namespace sharebench::workloads {

namespace {

constexpr std::size_t kLogHeader = 32, kFrameHeader = 24, kIndexBytes = 32768;
// Bytes of the -shm file that are locked (sqlite.org/walformat.html, section 2.3).
constexpr std::int64_t kWrite = 120, kCheckpoint = 121, kRead1 = 124, kAlive = 128;

class Log final : public PageStore {
 public:
  Log(const std::string& folder, const std::string& path)
      : folder_(folder),
        path_(path),
        log_(path + "-wal"),
        index_(path + "-shm"),
        file_(path.c_str(), O_RDWR | O_CREAT),
        frames_(log_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW),
        shared_(index_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW) {
    lock_shared(file_.fd(), path_.c_str());
    map_index();
  }

  ~Log() override {
    if (memory_ != MAP_FAILED) ::munmap(memory_, kIndexBytes);
  }
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void commit(const PageTable& table, const std::vector<PageChange>& changes, Tally& tally,
              Laps& laps) override {
    laps.begin();
    lock(F_WRLCK, kRead1);
    lock(F_UNLCK, kRead1);
    lock(F_RDLCK, kRead1);
    lock(F_WRLCK, kWrite);
    laps.lap(tally.latencies["begin"]);
    if (at_ == 0) begin_log();
    for (const PageChange& change : changes) {
      // Page 0 changes only when the file grows: the log itself says how often it was committed to.
      if (change.page == 0 && !changes.front().is_new) continue;
      write_at(frames_.fd(), log_.c_str(), std::string(kFrameHeader, 'f'), at_);
      write_at(frames_.fd(), log_.c_str(), table[change.page], at_ + kFrameHeader);
      newest_[change.page] = at_ + kFrameHeader;
      at_ += kFrameHeader + table.page_size();
      tally.bytes += table.page_size();
    }
    laps.lap(tally.latencies["write"]);
    sync(frames_.fd(), log_.c_str());
    laps.lap(tally.latencies["sync"]);
    std::memcpy(memory_, &at_, sizeof at_);
    lock(F_UNLCK, kWrite);
    lock(F_UNLCK, kRead1);
    laps.lap(tally.latencies["end"]);
  }

  /// The last connection's checkpoint: pages home, log and index removed.
  void close(const PageTable& table, Tally& tally, Laps& laps) override {
    const char* const path = path_.c_str();
    laps.begin();
    set_lock(file_.fd(), path, F_WRLCK, kPendingByte, 1);
    set_lock(file_.fd(), path, F_WRLCK, kSharedFirst, kSharedSize);
    sync(frames_.fd(), log_.c_str());
    std::string page(table.page_size(), '\0');
    for (const auto& [number, at] : newest_) {
      read_fully_at(frames_.fd(), log_.c_str(), page, at);
      if (number == 0) page = table[0];  // of the header only the log's last state is written
      write_at(file_.fd(), path, page, number * table.page_size());
    }
    if (newest_.count(0) == 0) write_at(file_.fd(), path, table[0], 0);
    if (::ftruncate(file_.fd(), static_cast<off_t>(table.pages() * table.page_size())) != 0)
      fail_errno("cut", path);
    sync(file_.fd(), path);
    for (const std::string& name : {index_, log_}) {
      if (::unlink(name.c_str()) != 0) fail_errno("unlink", name.c_str());
    }
    set_lock(file_.fd(), path, F_UNLCK, 0, 0);
    shared_.close(index_.c_str());
    frames_.close(log_.c_str());
    file_.close(path);
    laps.lap(tally.latencies["checkpoint"]);
  }

 private:
  void lock(short kind, std::int64_t byte) const {
    set_lock(shared_.fd(), index_.c_str(), kind, byte, 1);
  }

  void map_index() {
    lock(F_WRLCK, kAlive);
    if (::ftruncate(shared_.fd(), 3) != 0) fail_errno("cut", index_.c_str());
    lock(F_RDLCK, kAlive);
    lock(F_WRLCK, kWrite);
    for (std::size_t end = 4096; end <= kIndexBytes; end += 4096) {
      write_at(shared_.fd(), index_.c_str(), std::string(1, '\0'), end - 1);
    }
    memory_ = ::mmap(nullptr, kIndexBytes, PROT_READ | PROT_WRITE, MAP_SHARED, shared_.fd(), 0);
    if (memory_ == MAP_FAILED) fail_errno("map", index_.c_str());
    lock(F_WRLCK, kCheckpoint);
    lock(F_UNLCK, kCheckpoint);
    lock(F_UNLCK, kWrite);
  }

  void begin_log() {
    write_at(frames_.fd(), log_.c_str(), std::string(kLogHeader, 'w'), 0);
    sync(frames_.fd(), log_.c_str());
    sync_folder(folder_);
    at_ = kLogHeader;
  }

  std::string folder_, path_, log_, index_;
  File file_, frames_, shared_;
  void* memory_ = MAP_FAILED;
  std::uint64_t at_ = 0;                         ///< where the next frame goes
  std::map<std::size_t, std::uint64_t> newest_;  ///< where the log has a page's last bytes
};

}  // namespace

std::unique_ptr<PageStore> open_with_log(const std::string& folder, const std::string& path) {
  return std::make_unique<Log>(folder, path);
}

}  // namespace sharebench::workloads
