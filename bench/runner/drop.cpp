// posix_fadvise where there is one; macOS has none, and there the answer is "cannot".
#include "bench/runner/drop.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "workloads/support/io.h"

namespace sharebench::runner {

namespace {

#if defined(POSIX_FADV_DONTNEED)
constexpr const char* kMethod = "fadvise";
int forget(int fd) {
  return ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
}
#else
constexpr const char* kMethod = "";
int forget(int) {
  return 0;
}
#endif

}  // namespace

DropResult drop_cached(const std::filesystem::path& folder) {
  DropResult result{0, kMethod};
  if (result.method.empty()) return result;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.is_symlink()) continue;
    const std::string path = entry.path().string();
    const workloads::File file(path.c_str(), O_RDONLY);
    if (::fsync(file.fd()) != 0) workloads::fail_errno("sync", path.c_str());
    errno = forget(file.fd());
    if (errno != 0) workloads::fail_errno("drop the cached pages of", path.c_str());
    ++result.files;
  }
  return result;
}

}  // namespace sharebench::runner
