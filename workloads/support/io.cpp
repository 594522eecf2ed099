// The parts of io.h that no timed loop calls.
#include "workloads/support/io.h"

#include <dirent.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "workloads/workload.h"

namespace sharebench::workloads {

void fail_errno(const char* doing, const char* path) {
  const int error = errno;
  throw WorkloadError(fmt::format("cannot {} {}: {}", doing, path, std::strerror(error)));
}

void fail_short(const char* path, std::size_t got, std::size_t wanted) {
  throw WorkloadError(fmt::format("{}: {} bytes moved, expected {}", path, got, wanted));
}

void write_file(const std::string& path, std::span<const char> bytes) {
  File file(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
  write_fully(file.fd(), path.c_str(), bytes);
  file.close(path.c_str());
}

std::string read_file(const std::string& path) {
  const File file(path.c_str(), O_RDONLY);
  std::string bytes;
  for (;;) {
    constexpr std::size_t kPart = 256 * 1024;
    const std::size_t before = bytes.size();
    bytes.resize(before + kPart);
    const ssize_t got = ::read(file.fd(), bytes.data() + before, kPart);
    if (got < 0) fail_errno("read", path.c_str());
    bytes.resize(before + static_cast<std::size_t>(got));
    if (got == 0) return bytes;
  }
}

std::vector<std::string> names_in(const std::string& folder) {
  DIR* const stream = ::opendir(folder.c_str());
  if (stream == nullptr) fail_errno("list", folder.c_str());
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* const entry = ::readdir(stream)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
    errno = 0;
  }
  const int error = errno;
  ::closedir(stream);
  errno = error;
  if (error != 0) fail_errno("list", folder.c_str());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace sharebench::workloads
