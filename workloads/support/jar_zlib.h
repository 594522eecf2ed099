// Raw deflate and inflate with streams that are reset, not made anew: setting one up costs more
// than packing a small class.
#pragma once

#include <zlib.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace sharebench::workloads::jar {

/// The CRC-32 of zip (zlib's crc32).
std::uint32_t crc_of(std::string_view bytes);

/// Raw deflate at zlib's default level (6) and memory level (8), as java.util.zip.Deflater.
class Deflater {
 public:
  Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  ~Deflater();

  /// The deflated bytes, good until the next call.
  std::string_view deflate(std::string_view content);

 private:
  z_stream stream_{};
  std::string output_;
};

/// Raw inflate. Throws WorkloadError on bytes that are not a deflate stream; the caller, who knows
/// the file, checks sizes and CRC.
class Inflater {
 public:
  Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater();

  /// The whole content, which is `size` bytes; shorter when the stream ends before.
  std::string inflate(std::string_view deflated, std::size_t size);

  /// Piece by piece: start(), then for each piece feed() and next() until it is empty. The piece
  /// must outlive the calls of next(); what next() returns is good until the next call.
  void start();
  void feed(std::string_view piece);
  std::string_view next();

 private:
  z_stream stream_{};
  bool ended_ = false;
  std::array<char, 8192> output_{};
};

}  // namespace sharebench::workloads::jar
