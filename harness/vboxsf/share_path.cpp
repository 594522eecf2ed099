// Resolves guest paths by openat2, so that the kernel keeps them beneath the share.
#include "harness/vboxsf/share_path.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <limits.h>
#include <linux/openat2.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstring>

#include "harness/core/error.h"

namespace sharebench::vboxsf {
namespace {

/// openat2 gives up with EAGAIN when a rename anywhere came between ".." and its check.
constexpr int kTries = 64;

FileDescriptor open_beneath(int directory, const std::string& path) {
  open_how how{};
  how.flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  long opened = -1;
  for (int tries = 0; opened < 0 && tries < kTries; ++tries) {
    opened = syscall(SYS_openat2, directory, path.c_str(), &how, sizeof(how));
    if (opened < 0 && errno != EAGAIN && errno != EINTR) break;
  }
  return FileDescriptor(static_cast<int>(opened));
}

/// Without slashes at both ends.
std::string trimmed(const std::string& path) {
  const auto first = path.find_first_not_of('/');
  if (first == std::string::npos) return "";
  return path.substr(first, path.find_last_not_of('/') - first + 1);
}

}  // namespace

Result<Place> find_place(const Share& share, const std::string& path) {
  if (path.size() >= PATH_MAX) return kNameTooLong;
  const std::string inner = trimmed(path);
  Place place;
  place.parent = share.directory.get();
  place.name = inner.empty() ? "." : inner;
  if (inner == "." || inner == "..") return kPermissionDenied;

  const auto slash = inner.rfind('/');
  if (slash == std::string::npos) return place;
  place.name = inner.substr(slash + 1);
  if (place.name == "." || place.name == "..") return kPermissionDenied;
  place.opened = open_beneath(share.directory.get(), inner.substr(0, slash));
  if (!place.opened) return status_of(errno);
  place.parent = place.opened.get();
  return place;
}

FileDescriptor open_share(const std::string& directory) {
  FileDescriptor share(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!share) {
    throw EnvironmentError(
        fmt::format("cannot open the folder {}: {}", directory, std::strerror(errno)),
        fmt::format("mkdir -p '{}'", directory));
  }
  if (!open_beneath(share.get(), ".")) {
    throw EnvironmentError(
        fmt::format("cannot resolve paths beneath {}: {}", directory, std::strerror(errno)),
        "use Linux 5.6 or later");
  }
  if (::access(proc_path(share.get()).c_str(), F_OK) != 0) {
    throw EnvironmentError(fmt::format("cannot reach the open folder {} through /proc: {}",
                                       directory, std::strerror(errno)),
                           "mount -t proc proc /proc");
  }
  return share;
}

FileDescriptor reopen(const FileDescriptor& path, int flags) {
  const std::string name = proc_path(path.get());
  return FileDescriptor(::open(name.c_str(), flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
}

std::string proc_path(int descriptor) {
  return fmt::format("/proc/self/fd/{}", descriptor);
}

}  // namespace sharebench::vboxsf
