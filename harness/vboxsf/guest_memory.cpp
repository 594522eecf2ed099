// Maps and unmaps regions; every address is judged by subtraction, so that no sum can wrap.
#include "harness/vboxsf/guest_memory.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>

#include "harness/core/error.h"

namespace sharebench::vboxsf {
namespace {

[[noreturn]] void refuse(const MemoryRegion& region, const std::string& why) {
  throw DataError(fmt::format("QEMU's memory region at {:#x} of {:#x} bytes {}", region.start,
                              region.length, why),
                  "use QEMU 7.2 with one memory backend: -object memory-backend-memfd,share=on");
}

void check(const MemoryRegion& region, const FileDescriptor& file) {
  if (region.length == 0) refuse(region, "is empty");
  if (region.length > std::numeric_limits<std::uint64_t>::max() - region.start) {
    refuse(region, "wraps");
  }
  struct stat status {};
  if (region.offset < 0 || region.offset % static_cast<std::int64_t>(kPageBytes) != 0 ||
      ::fstat(file.get(), &status) != 0 || status.st_size < region.offset ||
      static_cast<std::uint64_t>(status.st_size - region.offset) < region.length) {
    refuse(region, fmt::format("is not all in its file at offset {:#x}", region.offset));
  }
}

bool overlap(std::uint64_t a, std::uint64_t a_length, std::uint64_t b, std::uint64_t b_length) {
  return a < b ? b - a < a_length : a - b < b_length;
}

}  // namespace

GuestMemory::~GuestMemory() {
  clear();
}

void GuestMemory::clear() {
  for (const Mapping& mapping : mappings_) ::munmap(mapping.bytes, mapping.length);
  mappings_.clear();
}

void GuestMemory::replace(const std::vector<MemoryRegion>& regions,
                          const std::vector<FileDescriptor>& files) {
  clear();
  for (std::size_t i = 0; i < regions.size(); ++i) {
    check(regions[i], files.at(i));
    for (const Mapping& other : mappings_) {
      if (overlap(regions[i].start, regions[i].length, other.start, other.length)) {
        refuse(regions[i], fmt::format("overlaps the one at {:#x}", other.start));
      }
    }
    map(regions[i], files[i]);
  }
}

void GuestMemory::map(const MemoryRegion& region, const FileDescriptor& file) {
  void* bytes =
      ::mmap(nullptr, region.length, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), region.offset);
  if (bytes == MAP_FAILED) {
    refuse(region, fmt::format("cannot be mapped: {}", std::strerror(errno)));
  }
  mappings_.push_back({region.start, region.length, static_cast<char*>(bytes)});
}

char* GuestMemory::at(std::uint64_t address, std::uint64_t length) const {
  for (const Mapping& mapping : mappings_) {
    if (address < mapping.start || address - mapping.start >= mapping.length) continue;
    const std::uint64_t offset = address - mapping.start;
    return length <= mapping.length - offset ? mapping.bytes + offset : nullptr;
  }
  return nullptr;
}

std::optional<std::string> GuestMemory::copy(std::uint64_t address, std::uint64_t length) const {
  const char* bytes = at(address, length);
  if (bytes == nullptr) return std::nullopt;
  return std::string(bytes, length);
}

bool GuestMemory::write(std::uint64_t address, std::string_view bytes) {
  char* where = at(address, bytes.size());
  if (where == nullptr) return false;
  std::memcpy(where, bytes.data(), bytes.size());
  return true;
}

std::optional<std::vector<iovec>> GuestMemory::pieces(const std::vector<std::uint64_t>& pages,
                                                      std::uint64_t first_offset,
                                                      std::uint64_t length) const {
  std::vector<iovec> pieces;
  if (first_offset >= kPageBytes) return std::nullopt;
  for (const std::uint64_t page : pages) {
    char* start = page % kPageBytes == 0 ? at(page, kPageBytes) : nullptr;
    if (start == nullptr) return std::nullopt;
    const std::uint64_t part = std::min(length, kPageBytes - first_offset);
    if (part == 0) continue;
    char* bytes = start + first_offset;
    if (!pieces.empty() &&
        static_cast<char*>(pieces.back().iov_base) + pieces.back().iov_len == bytes) {
      pieces.back().iov_len += part;
    } else {
      pieces.push_back({bytes, part});
    }
    length -= part;
    first_offset = 0;
  }
  if (length > 0) return std::nullopt;
  return pieces;
}

}  // namespace sharebench::vboxsf
