// Walks the chunks of a trace file and finds damage without unpacking anything, so that the
// harness, which links no zlib, can refuse a bad file before anything is measured.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "workloads/support/trace_format.h"

namespace sharebench::workloads {

/// Where a trace file is wrong, and how.
struct TraceFault {
  std::size_t offset = 0;
  std::string sentence{};
};

struct TraceChunk {
  std::size_t offset = 0;    ///< of its header in the file
  std::size_t unpacked = 0;  ///< bytes, at most kMostChunkBytes
  std::string_view packed{};
};

/// Gives one chunk after the other; ends at the end mark or at the first fault.
class TraceChunks {
 public:
  /// `file` must outlive this.
  explicit TraceChunks(std::string_view file) : file_(file) {
    if (file.substr(0, kTraceMagic.size() - 1) != kTraceMagic.substr(0, kTraceMagic.size() - 1)) {
      fail(0, "this is no trace of sharebench");
    } else if (file.substr(0, kTraceMagic.size()) != kTraceMagic) {
      fail(kTraceMagic.size() - 1, "the trace is of another version of the format");
    }
    at_ = kTraceMagic.size();
  }

  /// The next one; nothing at the end, and then either fault() or records() is set.
  std::optional<TraceChunk> next() {
    constexpr std::size_t kHead = 12;
    if (fault_ || records_) return std::nullopt;
    if (file_.size() - at_ < kHead) return fail(at_, "the file ends in the middle of a chunk");
    const std::size_t unpacked = number(at_), packed = number(at_ + 4);
    if (unpacked > kMostChunkBytes) return fail(at_, "a chunk is too long");
    if (packed > file_.size() - at_ - kHead) {
      return fail(at_, "the file ends in the middle of a chunk");
    }
    const TraceChunk chunk{at_, unpacked, file_.substr(at_ + kHead, packed)};
    if (crc32_of(chunk.packed) != number(at_ + 8)) {
      return fail(at_, "the checksum of a chunk does not fit its bytes");
    }
    if (unpacked == 0) return finish(chunk);
    at_ += kHead + packed;
    return chunk;
  }

  const std::optional<TraceFault>& fault() const { return fault_; }

  /// The number of records, once the end was reached.
  std::optional<std::uint64_t> records() const { return records_; }

 private:
  std::uint32_t number(std::size_t at) const {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) {
      value = (value << 8) | static_cast<unsigned char>(file_[at + i]);
    }
    return value;
  }

  std::nullopt_t fail(std::size_t offset, const char* sentence) {
    fault_ = TraceFault{offset, sentence};
    return std::nullopt;
  }

  std::nullopt_t finish(const TraceChunk& chunk) {
    const std::size_t end = chunk.offset + 12;
    if (chunk.packed.size() != 8) return fail(chunk.offset, "the end mark is damaged");
    if (end + 8 != file_.size()) return fail(end + 8, "something follows the end mark");
    records_ = (std::uint64_t{number(end + 4)} << 32) | number(end);
    return std::nullopt;
  }

  std::string_view file_;
  std::size_t at_ = 0;
  std::optional<TraceFault> fault_{};
  std::optional<std::uint64_t> records_{};
};

}  // namespace sharebench::workloads
