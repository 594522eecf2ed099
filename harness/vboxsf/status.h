// VirtualBox status codes as its guest driver reads them, and their way from errno.
#pragma once

#include <cstdint>

namespace sharebench::vboxsf {

/// Values of VirtualBox's iprt/err.h; the comment is the errno that Linux 6.1's vboxsf makes of it
/// (drivers/virt/vboxguest/vboxguest_utils.c). There is no code that becomes EACCES.
enum Status : std::int32_t {
  kOk = 0,
  kInvalidParameter = -2,     ///< EINVAL
  kInvalidHandle = -4,        ///< EBADF
  kInvalidPointer = -6,       ///< EFAULT
  kNoMemory = -8,             ///< ENOMEM
  kNotImplemented = -12,      ///< ENOSYS
  kInvalidFunction = -36,     ///< ENOTTY
  kPermissionDenied = -38,    ///< EPERM
  kInterrupted = -39,         ///< EINTR
  kTimeout = -40,             ///< ETIMEDOUT
  kTooMuchData = -42,         ///< E2BIG
  kTryAgain = -52,            ///< EAGAIN
  kInvalidName = -58,         ///< EILSEQ; ends a listing quietly
  kFileNotFound = -102,       ///< ENOENT
  kPathNotFound = -103,       ///< ENOTDIR
  kAlreadyExists = -105,      ///< EEXIST
  kTooManyOpenFiles = -106,   ///< ENFILE
  kNotSeekable = -109,        ///< ESPIPE
  kWriteProtect = -113,       ///< EROFS
  kTextBusy = -114,           ///< ETXTBSY
  kNoLocks = -115,            ///< ENOLCK
  kNotSameDevice = -119,      ///< EXDEV
  kNameTooLong = -120,        ///< ENAMETOOLONG
  kDirectoryNotEmpty = -125,  ///< ENOTEMPTY
  kNotADirectory = -126,      ///< ENOTDIR
  kIsADirectory = -127,       ///< EISDIR
  kFileTooBig = -128,         ///< EFBIG
  kBusy = -138,               ///< EBUSY
  kDiskFull = -152,           ///< ENOSPC
  kTooManySymlinks = -156,    ///< ELOOP
  kNoMoreFiles = -201,        ///< ENODATA; the end of a listing
  kDeviceIo = -250,           ///< EIO
  kBrokenPipe = -301,         ///< EPIPE
  kDeadlock = -365,           ///< EDEADLK
  kNotExecutable = -608,      ///< ENOEXEC
  kServiceNotFound = -2900,   ///< EPROTO
  kInvalidClient = -2905,     ///< EPROTO
};

/// The status that reaches the guest as errno `error`, or as the nearest there is.
Status status_of(int error);

}  // namespace sharebench::vboxsf
