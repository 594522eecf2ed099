// A database of pages as SQLite keeps one, without its format: what the two ways of committing to
// it share (pages, row by row, and the byte ranges that SQLite locks).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workloads/support/io.h"
#include "workloads/support/payload.h"

namespace sharebench::workloads {

/// A page, and its bytes as they shall be.
struct PageChange {
  std::size_t page = 0;
  bool is_new = false;  ///< the file does not have it yet
};

/// The pages in memory: page 0 holds the number of commits, the others rows of equal size.
class PageTable {
 public:
  PageTable() = default;

  /// An empty table: a header and one empty page. `page_size` must hold a row.
  PageTable(std::size_t page_size, std::size_t row_size);

  /// Adds a row. The pages that differ from the file then: the row's first, page 0 last.
  std::vector<PageChange> insert(std::span<const char> row);

  std::size_t page_size() const { return page_size_; }
  std::size_t pages() const { return pages_.size(); }
  const std::string& operator[](std::size_t page) const { return pages_[page]; }

  /// As the page was before the last insert().
  const std::string& before(std::size_t page) const { return page == 0 ? header_ : row_page_; }

  /// Throws WorkloadError unless the file holds these pages and nothing else.
  void check(const std::string& path) const;

 private:
  std::size_t page_size_ = 0, row_size_ = 0, rows_ = 0;
  std::vector<std::string> pages_;
  std::string header_, row_page_;  ///< before the last insert()
};

/// Byte ranges of the database file that SQLite locks (sqlite3's os.h: PENDING_BYTE and after).
inline constexpr std::int64_t kPendingByte = 0x40000000, kReservedByte = kPendingByte + 1,
                              kSharedFirst = kPendingByte + 2, kSharedSize = 510;

/// fcntl(2) F_SETLK with F_RDLCK, F_WRLCK or F_UNLCK. Throws WorkloadError.
void set_lock(int fd, const char* path, short kind, std::int64_t start, std::int64_t length);

/// The two that a reader takes before it looks: pending, shared, and pending let go.
void lock_shared(int fd, const char* path);

/// pwrite(2), whole. Throws WorkloadError.
void write_at(int fd, const char* path, std::span<const char> bytes, std::uint64_t offset);

/// fsync(2). Throws WorkloadError.
void sync(int fd, const char* path);

/// Opens and syncs a folder; as in SQLite, one that cannot be synced is no error.
void sync_folder(const std::string& path);

}  // namespace sharebench::workloads
