// Turns statx(2) and statvfs(3) into the packed structures that the guest reads.
#include "harness/vboxsf/file_info.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <cerrno>
#include <limits>

#include "harness/vboxsf/packed.h"

namespace sharebench::vboxsf {
namespace {

constexpr std::uint32_t kUnixAttributes = 2;

/// The end of the range where the product lies beyond it.
template <typename Number>
Number product(std::uint64_t count, std::uint64_t unit) {
  Number whole{};
  if (__builtin_mul_overflow(count, unit, &whole)) return std::numeric_limits<Number>::max();
  return whole;
}

std::int64_t nanoseconds(const statx_timestamp& time) {
  constexpr std::int64_t kPerSecond = 1'000'000'000;
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  if (time.tv_sec >= kMost / kPerSecond) return kMost;
  if (time.tv_sec <= kLeast / kPerSecond) return kLeast;
  return time.tv_sec * kPerSecond + time.tv_nsec;
}

std::uint32_t device_number(std::uint32_t major, std::uint32_t minor) {
  return static_cast<std::uint32_t>(makedev(major, minor));
}

Result<FileInfo> info_of(int parent, const char* name, int flags) {
  struct statx found {};
  const unsigned wanted = STATX_BASIC_STATS | STATX_BTIME;
  if (::statx(parent, name, flags | AT_NO_AUTOMOUNT, wanted, &found) != 0) return status_of(errno);
  FileInfo info;
  info.size_bytes = product<std::int64_t>(found.stx_size, 1);
  info.allocated_bytes = product<std::int64_t>(found.stx_blocks, 512);
  info.access_ns = nanoseconds(found.stx_atime);
  info.modification_ns = nanoseconds(found.stx_mtime);
  info.change_ns = nanoseconds(found.stx_ctime);
  const bool has_birth = (found.stx_mask & STATX_BTIME) != 0;
  info.birth_ns = nanoseconds(has_birth ? found.stx_btime : found.stx_ctime);
  info.mode = found.stx_mode & (S_IFMT | 0777U);
  info.owner = found.stx_uid;
  info.group = found.stx_gid;
  info.links = found.stx_nlink;
  info.device = device_number(found.stx_dev_major, found.stx_dev_minor);
  info.inode = found.stx_ino;
  info.special_device = device_number(found.stx_rdev_major, found.stx_rdev_minor);
  return info;
}

}  // namespace

Result<FileInfo> file_info(int parent, const std::string& name) {
  return info_of(parent, name.c_str(), AT_SYMLINK_NOFOLLOW);
}

Result<FileInfo> file_info(int descriptor) {
  return info_of(descriptor, "", AT_EMPTY_PATH);
}

std::string packed_file_info(const FileInfo& info) {
  std::string bytes(kFileInfoBytes, '\0');
  pack(bytes, 0, info.size_bytes);
  pack(bytes, 8, info.allocated_bytes);
  pack(bytes, 16, info.access_ns);
  pack(bytes, 24, info.modification_ns);
  pack(bytes, 32, info.change_ns);
  pack(bytes, 40, info.birth_ns);
  pack(bytes, 48, info.mode);
  pack(bytes, 52, kUnixAttributes);
  pack(bytes, 56, info.owner);
  pack(bytes, 60, info.group);
  pack(bytes, 64, info.links);
  pack(bytes, 68, info.device);
  pack(bytes, 72, info.inode);
  pack(bytes, 88, info.special_device);  // flags @80 and generation @84 stay 0
  return bytes;
}

FileInfo unpacked_file_info(std::string_view bytes) {
  FileInfo info;
  info.size_bytes = unpacked<std::int64_t>(bytes, 0);
  info.access_ns = unpacked<std::int64_t>(bytes, 16);
  info.modification_ns = unpacked<std::int64_t>(bytes, 24);
  info.mode = unpacked<std::uint32_t>(bytes, 48);
  return info;
}

Result<std::string> packed_volume_info(const Share& share) {
  struct statvfs disk {};
  if (::fstatvfs(share.directory.get(), &disk) != 0) return status_of(errno);
  constexpr std::uint32_t kSectorBytes = 512;
  const std::uint64_t unit = std::max<std::uint64_t>(disk.f_frsize, 1);
  std::string bytes(kVolumeInfoBytes, '\0');
  pack(bytes, 0, product<std::int64_t>(disk.f_blocks, unit));
  pack(bytes, 8, product<std::int64_t>(disk.f_bavail, unit));
  pack(bytes, 16, product<std::uint32_t>(unit, 1));
  pack(bytes, 20, kSectorBytes);
  pack(bytes, 24, static_cast<std::uint32_t>(disk.f_fsid));
  pack(bytes, 28, product<std::uint32_t>(disk.f_namemax, 1));
  bytes[33] = 1;  // names differ by case; @32 is 0: not a network drive
  bytes[34] = share.read_only || (disk.f_flag & ST_RDONLY) != 0 ? 1 : 0;
  bytes[35] = 1;  // unicode
  return bytes;
}

}  // namespace sharebench::vboxsf
