// Plain POSIX file calls that throw sentences; the timed loops call these and nothing dearer.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace sharebench::workloads {

/// Throws WorkloadError "cannot <doing> <path>: <reason of errno>".
[[noreturn]] void fail_errno(const char* doing, const char* path);

/// Throws WorkloadError about a call that moved fewer bytes than asked for.
[[noreturn]] void fail_short(const char* path, std::size_t got, std::size_t wanted);

/// A file descriptor that closes itself when an error passes by.
class File {
 public:
  /// open(2) with mode 0644. Throws WorkloadError.
  File(const char* path, int flags) : fd_(::open(path, flags | O_CLOEXEC, 0644)) {
    if (fd_ < 0) fail_errno("open", path);
  }
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  int fd() const { return fd_; }

  /// close(2), whose error matters: network file systems report lost writes here.
  void close(const char* path) {
    const int result = ::close(fd_);
    fd_ = -1;
    if (result != 0) fail_errno("close", path);
  }

 private:
  int fd_;
};

/// One write(2), more only when it was cut short. Throws WorkloadError.
inline void write_fully(int fd, const char* path, std::span<const char> bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(fd, bytes.data(), bytes.size());
    if (wrote < 0) fail_errno("write", path);
    if (wrote == 0) fail_short(path, 0, bytes.size());
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
  }
}

/// One read(2), more only when it was cut short. Throws WorkloadError, also at an early end.
inline void read_fully(int fd, const char* path, std::span<char> bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::read(fd, bytes.data() + done, bytes.size() - done);
    if (got < 0) fail_errno("read", path);
    if (got == 0) fail_short(path, done, bytes.size());
    done += static_cast<std::size_t>(got);
  }
}

/// As read_fully, at a place.
inline void read_fully_at(int fd, const char* path, std::span<char> bytes, std::uint64_t offset) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got =
        ::pread(fd, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
    if (got < 0) fail_errno("read", path);
    if (got == 0) fail_short(path, done, bytes.size());
    done += static_cast<std::size_t>(got);
  }
}

/// Makes or replaces a whole file. Throws WorkloadError.
void write_file(const std::string& path, std::span<const char> bytes);

/// A whole file. Throws WorkloadError.
std::string read_file(const std::string& path);

/// Names in a folder, sorted, without . and .. Throws WorkloadError.
std::vector<std::string> names_in(const std::string& folder);

}  // namespace sharebench::workloads
