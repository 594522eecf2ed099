// Seeded bytes that can be made and checked at any offset, so that a wrong byte anywhere is found.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sharebench::workloads {

/// One well-mixed number out of two: derives seeds (of a file, of a sample) from others.
std::uint64_t derive(std::uint64_t seed, std::uint64_t value);

/// 0 to count - 1 in a seeded order (Fisher and Yates).
std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed);

/// An endless stream of bytes decided by its seed. Word k is SplitMix64 (Steele, Lea, Flood 2014)
/// of the seed at step k, so any offset is as cheap as the next, and no compressor gains.
class Payload {
 public:
  explicit Payload(std::uint64_t seed) : seed_(seed) {}

  /// The bytes from `offset` on. `offset` must be a multiple of 8.
  void fill(std::uint64_t offset, std::span<char> bytes) const;

  /// Throws WorkloadError naming `path`, the first wrong offset, the byte expected and the byte
  /// found. `offset` (a multiple of 8) is that of the first byte in the file.
  void check(std::uint64_t offset, std::span<const char> bytes, const std::string& path) const;

 private:
  std::uint64_t seed_;
};

/// Contents for many small files: each is a slice of one stream, 8 bytes further on than the one
/// before, so that no two are alike and none has to be made inside the timed part.
class Slices {
 public:
  Slices() = default;
  Slices(std::uint64_t seed, std::size_t count, std::size_t size);

  std::span<const char> operator[](std::size_t i) const { return {pool_.data() + 8 * i, size_}; }

 private:
  std::string pool_;
  std::size_t size_ = 0;
};

/// Throws WorkloadError naming `path`, the first wrong offset, the byte expected and the byte
/// found; also when the lengths differ. `offset` is that of the first byte in the file.
void check_equal(std::span<const char> expected, std::span<const char> found, std::uint64_t offset,
                 const char* path);

}  // namespace sharebench::workloads
