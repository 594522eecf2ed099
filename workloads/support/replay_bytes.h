// What a replayed file holds: the byte at an offset is the same in every file, so that a write at
// the wrong place is found and no byte of anybody's has to be in a trace.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace sharebench::workloads {

class ReplayBytes {
 public:
  ReplayBytes() = default;

  /// Bytes that repeat after 1,048,568 bytes: no multiple of a page or a block. Slices of up to
  /// `most_bytes` can be taken.
  ReplayBytes(std::uint64_t seed, std::uint64_t most_bytes);

  /// The bytes at [offset, offset + size), size at most most_bytes.
  std::span<const char> at(std::uint64_t offset, std::uint64_t size) const {
    return {pool_.data() + offset % kPeriod, static_cast<std::size_t>(size)};
  }

  /// Makes or replaces the file. Throws WorkloadError.
  void write_file(const std::string& path, std::uint64_t size) const;

  /// Reads the file. Throws WorkloadError that names the first wrong byte. `holes`: a zero is right
  /// everywhere.
  void check_file(const std::string& path, bool holes) const;

 private:
  static constexpr std::uint64_t kPeriod = (std::uint64_t{1} << 20) - 8;
  static constexpr std::uint64_t kPart = 256 * 1024;
  std::string pool_{};
};

}  // namespace sharebench::workloads
