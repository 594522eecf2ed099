// SplitMix64 by word index, and the comparison that turns a wrong byte into a sentence.
#include "workloads/support/payload.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15;

std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

}  // namespace

std::uint64_t derive(std::uint64_t seed, std::uint64_t value) {
  return mix(mix(seed + kGolden) ^ (value * kGolden + 1));
}

std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed) {
  std::vector<std::size_t> order(count);
  for (std::size_t i = 0; i < count; ++i) order[i] = i;
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[derive(seed, i) % i]);
  return order;
}

void Payload::fill(std::uint64_t offset, std::span<char> bytes) const {
  std::uint64_t step = seed_ + (offset / 8) * kGolden;
  std::size_t done = 0;
  for (; done + 8 <= bytes.size(); done += 8) {
    step += kGolden;
    const std::uint64_t word = mix(step);
    std::memcpy(bytes.data() + done, &word, 8);
  }
  if (done < bytes.size()) {
    const std::uint64_t word = mix(step + kGolden);
    std::memcpy(bytes.data() + done, &word, bytes.size() - done);
  }
}

void Payload::check(std::uint64_t offset, std::span<const char> bytes,
                    const std::string& path) const {
  std::array<char, 4096> expected;
  for (std::size_t done = 0; done < bytes.size();) {
    const std::size_t part = std::min(expected.size(), bytes.size() - done);
    fill(offset + done, {expected.data(), part});
    check_equal({expected.data(), part}, bytes.subspan(done, part), offset + done, path.c_str());
    done += part;
  }
}

Slices::Slices(std::uint64_t seed, std::size_t count, std::size_t size)
    : pool_(size + 8 * count, '\0'), size_(size) {
  Payload(seed).fill(0, pool_);
}

void check_equal(std::span<const char> expected, std::span<const char> found, std::uint64_t offset,
                 const char* path) {
  const std::size_t common = std::min(expected.size(), found.size());
  if (common > 0 && std::memcmp(expected.data(), found.data(), common) != 0) {
    const auto [want, got] = std::mismatch(
        expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(common), found.begin());
    throw WorkloadError(fmt::format("{}: byte {} is 0x{:02x}, expected 0x{:02x}", path,
                                    offset + static_cast<std::uint64_t>(want - expected.begin()),
                                    static_cast<unsigned char>(*got),
                                    static_cast<unsigned char>(*want)));
  }
  if (expected.size() != found.size()) {
    throw WorkloadError(fmt::format("{}: ends after byte {}, expected {} bytes", path,
                                    offset + found.size(), offset + expected.size()));
  }
}

}  // namespace sharebench::workloads
