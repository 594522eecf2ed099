// One system call for each operation, by the folder's descriptor as the program did it, so that
// a share is asked for as many path components as it was.
#include "workloads/support/replay_calls.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "workloads/support/io.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

int open_flags(std::uint32_t flags) {
  constexpr std::array<std::pair<std::uint32_t, int>, 7> kTable = {{{kCreate, O_CREAT},
                                                                    {kExclusive, O_EXCL},
                                                                    {kEmpty, O_TRUNC},
                                                                    {kAppend, O_APPEND},
                                                                    {kFolder, O_DIRECTORY},
                                                                    {kNoFollow, O_NOFOLLOW},
                                                                    {kSynced, O_SYNC}}};
  const bool reads = (flags & kForRead) != 0, writes = (flags & kForWrite) != 0;
  int out = O_CLOEXEC | (writes ? (reads ? O_RDWR : O_WRONLY) : O_RDONLY);
  for (const auto& [ours, theirs] : kTable) {
    if ((flags & ours) != 0) out |= theirs;
  }
  return out;
}

int at_flags(const TraceRecord& record) {
  return (record.flags & kNoFollow) != 0 ? AT_SYMLINK_NOFOLLOW : 0;
}

Failure failure_of(int error) {
  switch (error) {
    case ENOENT:
      return Failure::kNotFound;
    case EEXIST:
      return Failure::kExists;
    case ENOTDIR:
      return Failure::kNotFolder;
    case ENOTEMPTY:
      return Failure::kNotEmpty;
    case EISDIR:
      return Failure::kIsFolder;
    case ELOOP:
      return Failure::kLoop;
    case EINVAL:
      return Failure::kInvalid;
    default:
      return Failure::kNone;
  }
}

/// Folders that are not empty: POSIX lets a system say EEXIST instead.
bool same(Failure recorded, int error) {
  const Failure found = failure_of(error);
  return found == recorded || (recorded == Failure::kNotEmpty && found == Failure::kExists);
}

std::string outcome(Failure failure) {
  constexpr std::array<int, 8> kErrors = {0,         ENOENT, EEXIST, ENOTDIR,
                                          ENOTEMPTY, EISDIR, ELOOP,  EINVAL};
  if (failure == Failure::kNone) return "it worked";
  return std::strerror(kErrors[static_cast<std::size_t>(failure)]);
}

}  // namespace

ReplayCalls::ReplayCalls(const ReplayPlan& plan, const ReplayBytes& bytes, const std::string& root)
    : plan_(plan), bytes_(bytes), files_(plan.trace.files) {
  files_[0].fd = ::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (files_[0].fd < 0) fail_errno("open", root.c_str());
}

ReplayCalls::~ReplayCalls() {
  for (const OpenFile& file : files_) {
    if (file.fd >= 0) ::close(file.fd);
  }
}

std::uint64_t ReplayCalls::call(std::uint32_t step, std::string& buffer) {
  const TraceRecord& record = plan_.trace.steps[step];
  const int result = perform(record, buffer);
  const int error = errno;
  if ((result != 0) != (record.failure != Failure::kNone) ||
      (result != 0 && !same(record.failure, error))) {
    fail(step,
         fmt::format("{}, but when it was recorded: {}",
                     result != 0 ? std::strerror(error) : "it worked", outcome(record.failure)));
  }
  if (record.failure != Failure::kNone) return 0;
  switch (record.op) {
    case Op::kRead:
    case Op::kReadAt:
      return record.result;
    case Op::kWrite:
    case Op::kWriteAt:
      return record.size;
    default:
      return 0;
  }
}

/// 0, or -1 with errno.
int ReplayCalls::perform(const TraceRecord& record, std::string& buffer) {
  OpenFile& file = files_[record.file];
  switch (record.op) {
    case Op::kOpen:
    case Op::kEnter:
      return open(record);
    case Op::kClose: {
      const int fd = file.fd;
      file = {};
      return ::close(fd);
    }
    case Op::kFlush:
      return close_copy(::dup(file.fd));
    case Op::kRead:
    case Op::kReadAt:
      return read(record, buffer);
    case Op::kWrite:
    case Op::kWriteAt:
      return write(record);
    case Op::kSeek:
      if (record.offset == 0) file.listed = false;
      return ::lseek(file.fd, static_cast<off_t>(record.offset), SEEK_SET) < 0 ? -1 : 0;
    case Op::kList:
      return list(file);
    case Op::kSync:
    case Op::kSyncData:  // macOS declares no fdatasync
      return ::fsync(file.fd);
    case Op::kResize:
      return ::ftruncate(file.fd, static_cast<off_t>(record.size));
    case Op::kStatOpen: {
      struct stat found;
      return ::fstat(file.fd, &found);
    }
    case Op::kModeOpen:
      return ::fchmod(file.fd, static_cast<mode_t>(record.flags));
    case Op::kOwnerOpen:
      return ::fchown(file.fd, ::geteuid(), ::getegid());
    case Op::kTimesOpen:
      return ::futimens(file.fd, nullptr);
    case Op::kMap:
      return 0;
    default:
      return perform_by_name(record);
  }
}

int ReplayCalls::perform_by_name(const TraceRecord& record) {
  const int base = files_[record.file].fd, other = files_[record.file2].fd;
  const char* const path = plan_.paths[record.path].c_str();
  const char* const path2 = plan_.paths[record.path2].c_str();
  struct stat found;
  std::array<char, 4096> target;
  switch (record.op) {
    case Op::kResizePath: {  // there is no truncateat
      const int fd = ::openat(base, path, O_WRONLY | O_CLOEXEC);
      if (fd < 0) return -1;
      const int result = ::ftruncate(fd, static_cast<off_t>(record.size));
      return result == 0 ? ::close(fd) : (::close(fd), -1);
    }
    case Op::kStat:
      return ::fstatat(base, path, &found, 0);
    case Op::kStatLink:
      return ::fstatat(base, path, &found, AT_SYMLINK_NOFOLLOW);
    case Op::kAccess:
      return ::faccessat(base, path, F_OK, 0);
    case Op::kReadLink:
      return ::readlinkat(base, path, target.data(), target.size()) < 0 ? -1 : 0;
    case Op::kMakeFolder:
      return ::mkdirat(base, path, static_cast<mode_t>(record.flags | S_IRWXU));
    case Op::kRemoveFolder:
      return ::unlinkat(base, path, AT_REMOVEDIR);
    case Op::kUnlink:
      return ::unlinkat(base, path, 0);
    case Op::kRename:
      return ::renameat(base, path, other, path2);
    case Op::kHardLink:
      return ::linkat(base, path, other, path2, 0);
    case Op::kSymLink:
      return ::symlinkat(path2, base, path);
    case Op::kMode:
      return ::fchmodat(base, path, static_cast<mode_t>(record.flags), 0);
    case Op::kOwner:
      return ::fchownat(base, path, ::geteuid(), ::getegid(), at_flags(record));
    case Op::kTimes:
      return ::utimensat(base, path, nullptr, at_flags(record));
    default:
      errno = ENOSYS;
      return -1;
  }
}

int ReplayCalls::open(const TraceRecord& record) {
  const int base = files_[record.file].fd;
  const char* const path = plan_.paths[record.path].c_str();
  const int flags =
      record.op == Op::kEnter ? O_RDONLY | O_DIRECTORY | O_CLOEXEC : open_flags(record.flags);
  const int fd = ::openat(base, path, flags, static_cast<mode_t>(record.size | S_IRUSR | S_IWUSR));
  if (fd < 0) return -1;
  if (record.failure == Failure::kNone) {
    files_[record.result].fd = fd;
  } else {
    ::close(fd);
  }
  return 0;
}

/// As many calls as were recorded; more only when a share moves fewer bytes at once.
int ReplayCalls::read(const TraceRecord& record, std::string& buffer) {
  if (buffer.size() < record.size) buffer.resize(record.size);
  const int fd = files_[record.file].fd;
  for (std::uint64_t done = 0;;) {
    const std::size_t left = record.size - done;
    const ssize_t got = record.op == Op::kRead ? ::read(fd, buffer.data(), left)
                                               : ::pread(fd, buffer.data(), left,
                                                         static_cast<off_t>(record.offset + done));
    if (got < 0) return -1;
    done += static_cast<std::uint64_t>(got);
    if (done >= record.result) return 0;
    if (got == 0) {
      errno = EIO;  // shorter than it was
      return -1;
    }
  }
}

int ReplayCalls::write(const TraceRecord& record) {
  const int fd = files_[record.file].fd;
  for (std::uint64_t done = 0;;) {
    const std::span<const char> part =
        bytes_.at(record.offset, record.size).subspan(static_cast<std::size_t>(done));
    const ssize_t wrote =
        record.op == Op::kWrite
            ? ::write(fd, part.data(), part.size())
            : ::pwrite(fd, part.data(), part.size(), static_cast<off_t>(record.offset + done));
    if (wrote < 0) return -1;
    done += static_cast<std::uint64_t>(wrote);
    if (done >= record.size) return 0;
    if (wrote == 0) {
      errno = EIO;
      return -1;
    }
  }
}

/// The first recorded getdents reads all names; how many calls that takes is the share's affair.
int ReplayCalls::list(OpenFile& file) {
  if (file.listed) return 0;
  const int copy = ::dup(file.fd);
  DIR* const stream = copy < 0 ? nullptr : ::fdopendir(copy);
  if (stream == nullptr) return -1;
  errno = 0;
  while (::readdir(stream) != nullptr) continue;
  const int error = errno;
  ::closedir(stream);
  errno = error;
  file.listed = true;
  return error == 0 ? 0 : -1;
}

int ReplayCalls::close_copy(int fd) {
  return fd < 0 ? -1 : ::close(fd);
}

void ReplayCalls::fail(std::uint32_t step, const std::string& what) const {
  const TraceRecord& record = plan_.trace.steps[step];
  throw WorkloadError(fmt::format("{}: step {}, {} of '{}': {}", plan_.file, step,
                                  row_of(record.op).name, plan_.paths[record.path], what));
}

}  // namespace sharebench::workloads
