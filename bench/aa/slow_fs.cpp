// A file system that passes everything through, slower by a known size: a slow-down to be found.
//
// slow_fs SOURCE MOUNTPOINT SLOWER [FUSE options]. SLOWER is a time in microseconds, held at each
// file that is created (with `all:` before it at every request: a share of known cost), or a part
// as `10%`: each request is held for that part of the time since the reply before it, so that a
// program that waits for one request after another takes that much longer, however fast the machine
// is at the moment. Written for libfuse 3 (`libfuse3-dev`).
#define FUSE_USE_VERSION 31
#include <fuse3/fuse.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

std::string source;
std::chrono::microseconds delay{0};
bool every_request = false;
double part = 0;
std::atomic<Clock::rep> last_reply{0};

/// A longer silence is no request's time but a pause between samples, and is not made longer.
constexpr Clock::duration kPause = std::chrono::milliseconds(20);

std::string below(const char* path) {
  return source + path;
}

int status(int result) {
  return result < 0 ? -errno : 0;
}

/// Waits without sleeping: a sleep of some microseconds takes as many more as the timer likes.
void hold_until(Clock::time_point until) {
  while (Clock::now() < until) {
  }
}

/// A request, from its arrival to its reply: held at the end where a part is asked for.
class Request {
 public:
  Request() {
    if (every_request) hold_until(Clock::now() + delay);
  }
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;
  ~Request() {
    if (part <= 0) return;
    const Clock::duration taken =
        Clock::now().time_since_epoch() - Clock::duration(last_reply.load());
    if (taken < kPause) {
      hold_until(Clock::now() + std::chrono::duration_cast<Clock::duration>(taken * part));
    }
    last_reply.store(Clock::now().time_since_epoch().count());
  }
};

int fs_getattr(const char* path, struct stat* found, fuse_file_info* file) {
  const Request request;
  return status(file ? fstat(static_cast<int>(file->fh), found)
                     : lstat(below(path).c_str(), found));
}

int fs_create(const char* path, mode_t mode, fuse_file_info* file) {
  const Request request;
  if (!every_request) hold_until(Clock::now() + delay);
  const int fd = open(below(path).c_str(), file->flags | O_CREAT, mode);
  if (fd < 0) return -errno;
  file->fh = static_cast<std::uint64_t>(fd);
  return 0;
}

int fs_open(const char* path, fuse_file_info* file) {
  const Request request;
  const int fd = open(below(path).c_str(), file->flags);
  if (fd < 0) return -errno;
  file->fh = static_cast<std::uint64_t>(fd);
  return 0;
}

int fs_read(const char*, char* to, size_t size, off_t at, fuse_file_info* file) {
  const Request request;
  const ssize_t got = pread(static_cast<int>(file->fh), to, size, at);
  return got < 0 ? -errno : static_cast<int>(got);
}

int fs_write(const char*, const char* from, size_t size, off_t at, fuse_file_info* file) {
  const Request request;
  const ssize_t put = pwrite(static_cast<int>(file->fh), from, size, at);
  return put < 0 ? -errno : static_cast<int>(put);
}

/// Nobody waits for this one: it is no request of the program's.
int fs_release(const char*, fuse_file_info* file) {
  if (every_request) hold_until(Clock::now() + delay);
  return status(close(static_cast<int>(file->fh)));
}

int fs_fsync(const char*, int, fuse_file_info* file) {
  const Request request;
  return status(fsync(static_cast<int>(file->fh)));
}

int fs_readdir(const char* path, void* list, fuse_fill_dir_t fill, off_t, fuse_file_info*,
               fuse_readdir_flags) {
  const Request request;
  DIR* dir = opendir(below(path).c_str());
  if (!dir) return -errno;
  while (const dirent* entry = readdir(dir)) {
    if (fill(list, entry->d_name, nullptr, 0, fuse_fill_dir_flags{}) != 0) break;
  }
  return status(closedir(dir));
}

int fs_mkdir(const char* path, mode_t mode) {
  const Request request;
  return status(mkdir(below(path).c_str(), mode));
}

int fs_unlink(const char* path) {
  const Request request;
  return status(unlink(below(path).c_str()));
}

int fs_rmdir(const char* path) {
  const Request request;
  return status(rmdir(below(path).c_str()));
}

int fs_rename(const char* from, const char* to, unsigned flags) {
  const Request request;
  if (flags != 0) return -EINVAL;
  return status(rename(below(from).c_str(), below(to).c_str()));
}

int fs_truncate(const char* path, off_t size, fuse_file_info*) {
  const Request request;
  return status(truncate(below(path).c_str(), size));
}

int fs_chmod(const char* path, mode_t mode, fuse_file_info*) {
  const Request request;
  return status(chmod(below(path).c_str(), mode));
}

int fs_chown(const char* path, uid_t user, gid_t group, fuse_file_info*) {
  const Request request;
  return status(lchown(below(path).c_str(), user, group));
}

int fs_utimens(const char* path, const timespec times[2], fuse_file_info*) {
  const Request request;
  return status(utimensat(AT_FDCWD, below(path).c_str(), times, AT_SYMLINK_NOFOLLOW));
}

int fs_statfs(const char* path, struct statvfs* found) {
  const Request request;
  return status(statvfs(below(path).c_str(), found));
}

fuse_operations operations() {
  fuse_operations all{};
  all.getattr = fs_getattr;
  all.create = fs_create;
  all.open = fs_open;
  all.read = fs_read;
  all.write = fs_write;
  all.release = fs_release;
  all.fsync = fs_fsync;
  all.readdir = fs_readdir;
  all.mkdir = fs_mkdir;
  all.unlink = fs_unlink;
  all.rmdir = fs_rmdir;
  all.rename = fs_rename;
  all.truncate = fs_truncate;
  all.chmod = fs_chmod;
  all.chown = fs_chown;
  all.utimens = fs_utimens;
  all.statfs = fs_statfs;
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: slow_fs SOURCE MOUNTPOINT SLOWER [FUSE options]\n");
    return 2;
  }
  char* real = realpath(argv[1], nullptr);
  if (!real) {
    std::fprintf(stderr, "error: %s: %s\n", argv[1], std::strerror(errno));
    return 4;
  }
  source = real;
  std::free(real);
  const std::string slower = argv[3];
  if (!slower.empty() && slower.back() == '%') {
    part = std::strtod(argv[3], nullptr) / 100;
  } else {
    every_request = slower.rfind("all:", 0) == 0;
    delay = std::chrono::microseconds(std::stol(slower.substr(every_request ? 4 : 0)));
  }
  std::vector<char*> rest = {argv[0], argv[2]};
  rest.insert(rest.end(), argv + 4, argv + argc);
  rest.push_back(nullptr);
  umask(0);
  const fuse_operations all = operations();
  return fuse_main(static_cast<int>(rest.size()) - 1, rest.data(), &all, nullptr);
}
