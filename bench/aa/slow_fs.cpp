// A file system that passes everything through and takes a set time longer to create a file: a
// slow-down of known size to be found.
//
// slow_fs SOURCE MOUNTPOINT DELAY_US|each:DELAY_US [FUSE options]: with `each:` every request takes
// that much longer, as on a share far away. Written for libfuse 3 (`libfuse3-dev`).
#define FUSE_USE_VERSION 31
#include <fuse3/fuse.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace {

std::string source;
std::chrono::microseconds delay{0};
std::chrono::microseconds delay_each{0};

std::string below(const char* path) {
  return source + path;
}

int status(int result) {
  return result < 0 ? -errno : 0;
}

/// Waits without sleeping: a sleep of some microseconds takes as many more as the timer likes.
void hold() {
  const auto until = std::chrono::steady_clock::now() + delay;
  while (std::chrono::steady_clock::now() < until) {
  }
}

int fs_getattr(const char* path, struct stat* found, fuse_file_info* file) {
  return status(file ? fstat(static_cast<int>(file->fh), found)
                     : lstat(below(path).c_str(), found));
}

int fs_create(const char* path, mode_t mode, fuse_file_info* file) {
  hold();
  const int fd = open(below(path).c_str(), file->flags | O_CREAT, mode);
  if (fd < 0) return -errno;
  file->fh = static_cast<std::uint64_t>(fd);
  return 0;
}

int fs_open(const char* path, fuse_file_info* file) {
  const int fd = open(below(path).c_str(), file->flags);
  if (fd < 0) return -errno;
  file->fh = static_cast<std::uint64_t>(fd);
  return 0;
}

int fs_read(const char*, char* to, size_t size, off_t at, fuse_file_info* file) {
  const ssize_t got = pread(static_cast<int>(file->fh), to, size, at);
  return got < 0 ? -errno : static_cast<int>(got);
}

int fs_write(const char*, const char* from, size_t size, off_t at, fuse_file_info* file) {
  const ssize_t put = pwrite(static_cast<int>(file->fh), from, size, at);
  return put < 0 ? -errno : static_cast<int>(put);
}

int fs_release(const char*, fuse_file_info* file) {
  return status(close(static_cast<int>(file->fh)));
}

int fs_fsync(const char*, int, fuse_file_info* file) {
  return status(fsync(static_cast<int>(file->fh)));
}

int fs_readdir(const char* path, void* list, fuse_fill_dir_t fill, off_t, fuse_file_info*,
               fuse_readdir_flags) {
  DIR* dir = opendir(below(path).c_str());
  if (!dir) return -errno;
  while (const dirent* entry = readdir(dir)) {
    if (fill(list, entry->d_name, nullptr, 0, fuse_fill_dir_flags{}) != 0) break;
  }
  return status(closedir(dir));
}

int fs_mkdir(const char* path, mode_t mode) {
  return status(mkdir(below(path).c_str(), mode));
}

int fs_unlink(const char* path) {
  return status(unlink(below(path).c_str()));
}

int fs_rmdir(const char* path) {
  return status(rmdir(below(path).c_str()));
}

int fs_rename(const char* from, const char* to, unsigned flags) {
  if (flags != 0) return -EINVAL;
  return status(rename(below(from).c_str(), below(to).c_str()));
}

int fs_truncate(const char* path, off_t size, fuse_file_info*) {
  return status(truncate(below(path).c_str(), size));
}

int fs_chmod(const char* path, mode_t mode, fuse_file_info*) {
  return status(chmod(below(path).c_str(), mode));
}

int fs_utimens(const char* path, const timespec times[2], fuse_file_info*) {
  return status(utimensat(AT_FDCWD, below(path).c_str(), times, AT_SYMLINK_NOFOLLOW));
}

int fs_statfs(const char* path, struct statvfs* found) {
  return status(statvfs(below(path).c_str(), found));
}

int fs_symlink(const char* target, const char* path) {
  return status(symlink(target, below(path).c_str()));
}

int fs_link(const char* from, const char* to) {
  return status(link(below(from).c_str(), below(to).c_str()));
}

int fs_readlink(const char* path, char* target, size_t size) {
  const ssize_t got = readlink(below(path).c_str(), target, size - 1);
  if (got < 0) return -errno;
  target[got] = '\0';
  return 0;
}

int fs_chown(const char* path, uid_t user, gid_t group, fuse_file_info*) {
  return status(lchown(below(path).c_str(), user, group));
}

/// Does `Call` after the delay of every request; the processor is free meanwhile.
template <auto Call, typename... Arguments>
int late(Arguments... arguments) {
  if (delay_each.count() > 0) std::this_thread::sleep_for(delay_each);
  return Call(arguments...);
}

fuse_operations operations() {
  fuse_operations all{};
  all.getattr = late<fs_getattr>;
  all.create = late<fs_create>;
  all.open = late<fs_open>;
  all.read = late<fs_read>;
  all.write = late<fs_write>;
  all.release = late<fs_release>;
  all.fsync = late<fs_fsync>;
  all.readdir = late<fs_readdir>;
  all.mkdir = late<fs_mkdir>;
  all.unlink = late<fs_unlink>;
  all.rmdir = late<fs_rmdir>;
  all.rename = late<fs_rename>;
  all.truncate = late<fs_truncate>;
  all.chmod = late<fs_chmod>;
  all.utimens = late<fs_utimens>;
  all.statfs = late<fs_statfs>;
  all.symlink = late<fs_symlink>;
  all.link = late<fs_link>;
  all.readlink = late<fs_readlink>;
  all.chown = late<fs_chown>;
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr,
                 "usage: slow_fs SOURCE MOUNTPOINT DELAY_US|each:DELAY_US [FUSE options]\n");
    return 2;
  }
  char* real = realpath(argv[1], nullptr);
  if (!real) {
    std::fprintf(stderr, "error: %s: %s\n", argv[1], std::strerror(errno));
    return 4;
  }
  source = real;
  std::free(real);
  const bool each = std::strncmp(argv[3], "each:", 5) == 0;
  (each ? delay_each : delay) =
      std::chrono::microseconds(std::strtol(argv[3] + (each ? 5 : 0), nullptr, 10));
  std::vector<char*> rest = {argv[0], argv[2]};
  rest.insert(rest.end(), argv + 4, argv + argc);
  rest.push_back(nullptr);
  umask(0);
  const fuse_operations all = operations();
  return fuse_main(static_cast<int>(rest.size()) - 1, rest.data(), &all, nullptr);
}
