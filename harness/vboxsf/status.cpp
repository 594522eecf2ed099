// The way from errno to VirtualBox's status codes: the guest driver's table, read backwards.
#include "harness/vboxsf/status.h"

#include <cerrno>

namespace sharebench::vboxsf {
namespace {

struct Row {
  int error;
  Status status;
};

/// Several of the host's errors have no code of their own and go as the nearest.
constexpr Row kRows[] = {
    {0, kOk},
    {EINVAL, kInvalidParameter},
    {EBADF, kInvalidHandle},
    {EFAULT, kInvalidPointer},
    {ENOMEM, kNoMemory},
    {ENOSYS, kNotImplemented},
    {EOPNOTSUPP, kNotImplemented},
    {ENOTTY, kInvalidFunction},
    {EPERM, kPermissionDenied},
    {EACCES, kPermissionDenied},
    {EINTR, kInterrupted},
    {ETIMEDOUT, kTimeout},
    {E2BIG, kTooMuchData},
    {EAGAIN, kTryAgain},
    {EILSEQ, kInvalidName},
    {ENOENT, kFileNotFound},
    {EEXIST, kAlreadyExists},
    {ENFILE, kTooManyOpenFiles},
    {EMFILE, kTooManyOpenFiles},
    {ESPIPE, kNotSeekable},
    {EROFS, kWriteProtect},
    {ETXTBSY, kTextBusy},
    {ENOLCK, kNoLocks},
    {EXDEV, kNotSameDevice},
    {ENAMETOOLONG, kNameTooLong},
    {ENOTEMPTY, kDirectoryNotEmpty},
    {ENOTDIR, kNotADirectory},
    {EISDIR, kIsADirectory},
    {EFBIG, kFileTooBig},
    {EBUSY, kBusy},
    {ENOSPC, kDiskFull},
    {EDQUOT, kDiskFull},
    {ELOOP, kTooManySymlinks},
    {ENODATA, kNoMoreFiles},
    {EIO, kDeviceIo},
    {EPIPE, kBrokenPipe},
    {EDEADLK, kDeadlock},
    {ENOEXEC, kNotExecutable},
};

}  // namespace

Status status_of(int error) {
  for (const Row& row : kRows) {
    if (row.error == error) return row.status;
  }
  return kDeviceIo;
}

}  // namespace sharebench::vboxsf
