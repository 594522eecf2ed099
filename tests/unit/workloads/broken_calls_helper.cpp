// read(2) and stat(2) of this test program, so that a lying file system can be played: the
// program's own symbols come before those of the C library.
#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/workloads/workload_fixture.h"

namespace {

int reads_left = -1;
int stats_left = -1;

}  // namespace

namespace sharebench::workloads {

void break_read(int nth) {
  reads_left = nth;
}
void break_stat(int nth) {
  stats_left = nth;
}

}  // namespace sharebench::workloads

extern "C" ssize_t read(int fd, void* buffer, size_t size) {
  using Read = ssize_t (*)(int, void*, size_t);
  static const auto real = reinterpret_cast<Read>(::dlsym(RTLD_NEXT, "read"));
  const ssize_t got = real(fd, buffer, size);
  if (got > 0 && reads_left >= 0 && reads_left-- == 0) *static_cast<unsigned char*>(buffer) ^= 0xff;
  return got;
}

extern "C" int stat(const char* path, struct stat* found) noexcept {
  using Stat = int (*)(const char*, struct stat*);
  static const auto real = reinterpret_cast<Stat>(::dlsym(RTLD_NEXT, "stat"));
  const int result = real(path, found);
  if (stats_left < 0 || stats_left-- != 0) return result;
  *found = {};
  return 0;
}
