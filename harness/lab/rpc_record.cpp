// Record marking: each fragment has a 4-byte header, 31 bits of length and the last-fragment bit.
#include "harness/lab/rpc_record.h"

#include <algorithm>
#include <cstdint>

namespace sharebench::lab {
namespace {

constexpr std::size_t kHeader = 4;
constexpr std::uint32_t kLastFragment = 0x80000000U;

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

}  // namespace

std::vector<std::string> RecordSplitter::feed(const char* bytes, std::size_t size) {
  std::vector<std::string> complete;
  while (size > 0) {
    const std::size_t have = record_.size() - fragment_start_;
    std::size_t wanted = kHeader;
    if (have >= kHeader) wanted += big_endian(record_, fragment_start_) & ~kLastFragment;
    const std::size_t taken = std::min(size, wanted - have);
    record_.append(bytes, taken);
    bytes += taken;
    size -= taken;
    const std::size_t now = record_.size() - fragment_start_;
    if (now < kHeader) continue;
    const std::uint32_t header = big_endian(record_, fragment_start_);
    if (now < kHeader + (header & ~kLastFragment)) continue;
    if ((header & kLastFragment) != 0) {
      complete.push_back(std::move(record_));
      record_.clear();
      fragment_start_ = 0;
    } else {
      fragment_start_ = record_.size();
    }
  }
  return complete;
}

bool is_call(const std::string& record) {
  constexpr std::size_t kTypeAt = kHeader + 4;  // after the transaction id
  return record.size() >= kTypeAt + 4 && big_endian(record, kTypeAt) == 0;
}

}  // namespace sharebench::lab
