// The guest's RAM as QEMU shares it: up to eight regions of memfds, mapped here, looked up by
// guest-physical address.
#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/vboxsf/file_descriptor.h"

namespace sharebench::vboxsf {

/// One region of SYNC_SYSMEM: `length` bytes of RAM from guest-physical `start` on, which lie at
/// `offset` of the descriptor that came with it.
struct MemoryRegion {
  std::uint64_t start = 0;
  std::uint64_t length = 0;
  std::int64_t offset = 0;
};

/// Pages of page lists and of the x86 guest.
constexpr std::uint64_t kPageBytes = 4096;

class GuestMemory {
 public:
  GuestMemory() = default;
  GuestMemory(const GuestMemory&) = delete;
  GuestMemory& operator=(const GuestMemory&) = delete;
  ~GuestMemory();

  /// Unmaps everything and maps `regions`, each from the descriptor of the same index. Throws
  /// DataError for a region that overlaps another, wraps, or is longer than its file: reading
  /// there would end this program.
  void replace(const std::vector<MemoryRegion>& regions, const std::vector<FileDescriptor>& files);

  /// Where the `length` bytes at guest-physical `address` are mapped; nullptr when they are not all
  /// in one region. Valid until the next replace().
  char* at(std::uint64_t address, std::uint64_t length) const;

  /// A copy of `length` bytes; nothing when they are not all in one region.
  std::optional<std::string> copy(std::uint64_t address, std::uint64_t length) const;

  /// Writes `bytes` at `address`; false, and nothing written, when not all of them are RAM.
  bool write(std::uint64_t address, std::string_view bytes);

  /// `length` bytes that start `first_offset` bytes into the first of `pages` (addresses of page
  /// starts), with adjacent pages merged. Nothing when a page is not RAM or not aligned, or when
  /// the pages hold less than that.
  std::optional<std::vector<iovec>> pieces(const std::vector<std::uint64_t>& pages,
                                           std::uint64_t first_offset, std::uint64_t length) const;

 private:
  struct Mapping {
    std::uint64_t start = 0;
    std::uint64_t length = 0;
    char* bytes = nullptr;
  };
  void clear();
  void map(const MemoryRegion& region, const FileDescriptor& file);

  std::vector<Mapping> mappings_;
};

}  // namespace sharebench::vboxsf
