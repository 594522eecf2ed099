// What the guest learns of a file and of the disk that it is on: SHFLFSOBJINFO and SHFLVOLINFO.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "harness/vboxsf/result.h"
#include "harness/vboxsf/share_path.h"

namespace sharebench::vboxsf {

inline constexpr std::size_t kFileInfoBytes = 92;
inline constexpr std::size_t kVolumeInfoBytes = 40;

/// Times are nanoseconds since 1970; those out of the range of 64 bits are its ends.
struct FileInfo {
  std::int64_t size_bytes = 0;
  std::int64_t allocated_bytes = 0;
  std::int64_t access_ns = 0;
  std::int64_t modification_ns = 0;
  std::int64_t change_ns = 0;
  std::int64_t birth_ns = 0;  ///< that of the change where the file system keeps none
  std::uint32_t mode = 0;     ///< type and the nine permission bits
  std::uint32_t owner = 0;
  std::uint32_t group = 0;
  std::uint32_t links = 0;
  std::uint32_t device = 0;
  std::uint64_t inode = 0;
  std::uint32_t special_device = 0;
};

/// Of `name` in `parent`, of a link itself; or of `descriptor`.
Result<FileInfo> file_info(int parent, const std::string& name);
Result<FileInfo> file_info(int descriptor);

/// 92 bytes, packed, with the unix attributes (VirtualBox's SHFLFSOBJINFO).
std::string packed_file_info(const FileInfo& info);

/// Reads size, times and mode back; `bytes` has at least kFileInfoBytes.
FileInfo unpacked_file_info(std::string_view bytes);

/// 40 bytes about the file system of the share (VirtualBox's SHFLVOLINFO). The bytes per unit are
/// never 0, since the guest divides by them.
Result<std::string> packed_volume_info(const Share& share);

}  // namespace sharebench::vboxsf
