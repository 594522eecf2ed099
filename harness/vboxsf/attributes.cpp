// Sets attributes through /proc/self/fd, which reaches files that cannot be opened for reading.
#include "harness/vboxsf/attributes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace sharebench::vboxsf {
namespace {

timespec time_to_set(std::int64_t nanoseconds) {
  constexpr std::int64_t kPerSecond = 1'000'000'000;
  if (nanoseconds == 0) return {0, UTIME_OMIT};
  std::int64_t seconds = nanoseconds / kPerSecond;
  std::int64_t rest = nanoseconds % kPerSecond;
  if (rest < 0) {  // before 1970 the nanoseconds count forwards all the same
    rest += kPerSecond;
    --seconds;
  }
  return {seconds, rest};
}

}  // namespace

Status set_attributes(int descriptor, const FileInfo& wanted) {
  const std::string path = proc_path(descriptor);
  if (wanted.mode != 0 && ::chmod(path.c_str(), wanted.mode & 0777U) != 0) return status_of(errno);
  if (wanted.access_ns == 0 && wanted.modification_ns == 0) return kOk;
  const timespec times[] = {time_to_set(wanted.access_ns), time_to_set(wanted.modification_ns)};
  if (::utimensat(AT_FDCWD, path.c_str(), times, 0) != 0) return status_of(errno);
  return kOk;
}

Status set_size(int descriptor, std::int64_t size_bytes) {
  if (size_bytes < 0) return kInvalidParameter;
  int done = 0;
  do {
    done = ::ftruncate(descriptor, size_bytes);
  } while (done != 0 && errno == EINTR);
  return done == 0 ? kOk : status_of(errno);
}

}  // namespace sharebench::vboxsf
