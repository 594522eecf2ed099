// Rows into pages, and the calls that SQLite makes around them.
#include "workloads/support/page_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "workloads/workload.h"

namespace sharebench::workloads {

PageTable::PageTable(std::size_t page_size, std::size_t row_size)
    : page_size_(page_size), row_size_(row_size), pages_(2, std::string(page_size, '\0')) {}

std::vector<PageChange> PageTable::insert(std::span<const char> row) {
  const std::size_t rows_a_page = page_size_ / row_size_;
  const std::size_t page = 1 + rows_ / rows_a_page;
  const bool is_new = page == pages_.size();
  if (is_new) pages_.emplace_back(page_size_, '\0');
  header_ = pages_[0];
  row_page_ = pages_[page];
  const std::size_t at = rows_ % rows_a_page * row_size_;
  std::copy(row.begin(), row.end(), pages_[page].begin() + static_cast<std::ptrdiff_t>(at));
  ++rows_;
  const std::uint64_t commits = rows_;
  std::memcpy(pages_[0].data(), &commits, sizeof commits);
  return {{page, is_new}, {0, false}};
}

void PageTable::check(const std::string& path) const {
  const std::string found = read_file(path);
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    const std::size_t at = std::min(found.size(), i * page_size_);
    const std::size_t length = std::min(page_size_, found.size() - at);
    check_equal(pages_[i], std::span<const char>(found).subspan(at, length), i * page_size_,
                path.c_str());
  }
  if (found.size() == pages_.size() * page_size_) return;
  throw WorkloadError(fmt::format("{}: goes on after byte {}, where it must end", path,
                                  pages_.size() * page_size_));
}

void set_lock(int fd, const char* path, short kind, std::int64_t start, std::int64_t length) {
  struct flock range {};
  range.l_type = kind;
  range.l_whence = SEEK_SET;
  range.l_start = static_cast<off_t>(start);
  range.l_len = static_cast<off_t>(length);
  if (::fcntl(fd, F_SETLK, &range) != 0) fail_errno("lock", path);
}

void lock_shared(int fd, const char* path) {
  set_lock(fd, path, F_RDLCK, kPendingByte, 1);
  set_lock(fd, path, F_RDLCK, kSharedFirst, kSharedSize);
  set_lock(fd, path, F_UNLCK, kPendingByte, 1);
}

void write_at(int fd, const char* path, std::span<const char> bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (wrote < 0) fail_errno("write", path);
    if (wrote == 0) fail_short(path, 0, bytes.size());
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
    offset += static_cast<std::uint64_t>(wrote);
  }
}

void sync(int fd, const char* path) {
  if (::fsync(fd) != 0) fail_errno("sync", path);
}

void sync_folder(const std::string& path) {
  const File folder(path.c_str(), O_RDONLY);
  // vboxsf has no fsync for folders; SQLite (os_unix.c, unixSync) does not look at the answer
  // either.
  static_cast<void>(::fsync(folder.fd()));
}

}  // namespace sharebench::workloads
