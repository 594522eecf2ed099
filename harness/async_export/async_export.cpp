// Loaded into the lab's NFS server, which has no asynchronous export: a flush of a file that is
// marked "no dump" is answered before a disk has anything. That is what Linux' own server does for
// an export with the option async (exports(5); nfsd_commit and nfsd_vfs_write in fs/nfsd/vfs.c):
// the calls and the answers stay the same, COMMIT too, and nothing is flushed.
#include <dlfcn.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

/// New files have the mark of their folder (harness/lab/nfs_server.cpp makes it). Not by path: a
/// file that was opened by its handle may have none.
bool is_async(int file) {
  int flags = 0;
  return ioctl(file, FS_IOC_GETFLAGS, &flags) == 0 && (flags & FS_NODUMP_FL) != 0;
}

}  // namespace

/// fsync(2), and nothing for an asynchronous folder's file.
extern "C" int fsync(int file) {
  return is_async(file) ? 0 : static_cast<int>(syscall(SYS_fsync, file));
}

/// fdatasync(2), and nothing for an asynchronous folder's file.
extern "C" int fdatasync(int file) {
  return is_async(file) ? 0 : static_cast<int>(syscall(SYS_fdatasync, file));
}

/// dlopen(3), but what is loaded calls the functions above, too: nfs-ganesha asks for its modules
/// to be bound to the C library first.
extern "C" void* dlopen(const char* file, int flags) noexcept {
  using Dlopen = void* (*)(const char*, int);
  static const auto next = reinterpret_cast<Dlopen>(dlsym(RTLD_NEXT, "dlopen"));
  return next(file, flags & ~RTLD_DEEPBIND);
}
