// The only place that talks to zlib.
#include "workloads/support/jar_zlib.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "workloads/workload.h"

namespace sharebench::workloads::jar {
namespace {

constexpr int kRaw = -15;        // window bits; negative means no zlib header
constexpr int kMemoryLevel = 8;  // DEF_MEM_LEVEL, what the JDK passes

Bytef* zlib_bytes(std::string_view bytes) {
  // zlib takes its input by pointer to non-const but never writes there.
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}

uInt zlib_size(std::size_t size) {
  if (size > std::numeric_limits<uInt>::max()) {
    throw WorkloadError(fmt::format("an entry of {} bytes is too large for a jar", size));
  }
  return static_cast<uInt>(size);
}

void check(int code, int wanted, const char* what) {
  if (code != wanted) throw WorkloadError(fmt::format("zlib cannot {} (code {})", what, code));
}

}  // namespace

std::uint32_t crc_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(::crc32_z(0, zlib_bytes(bytes), bytes.size()));
}

Deflater::Deflater() {
  check(deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRaw, kMemoryLevel,
                     Z_DEFAULT_STRATEGY),
        Z_OK, "set up deflate");
}

Deflater::~Deflater() {
  ::deflateEnd(&stream_);
}

std::string_view Deflater::deflate(std::string_view content) {
  const uInt size = zlib_size(content.size());
  check(::deflateReset(&stream_), Z_OK, "reset deflate");
  const std::size_t bound = ::deflateBound(&stream_, size);
  if (output_.size() < bound) output_.resize(std::max(bound, std::size_t{256} * 1024));
  stream_.next_in = zlib_bytes(content);
  stream_.avail_in = size;
  stream_.next_out = zlib_bytes(output_);
  stream_.avail_out = zlib_size(output_.size());
  check(::deflate(&stream_, Z_FINISH), Z_STREAM_END, "deflate an entry");
  return std::string_view(output_).substr(0, stream_.total_out);
}

Inflater::Inflater() {
  check(inflateInit2(&stream_, kRaw), Z_OK, "set up inflate");
}

Inflater::~Inflater() {
  ::inflateEnd(&stream_);
}

std::string Inflater::inflate(std::string_view deflated, std::size_t size) {
  start();
  // One byte more than expected, so that a stream that yields too much is seen.
  std::string content(size + 1, '\0');
  stream_.next_in = zlib_bytes(deflated);
  stream_.avail_in = zlib_size(deflated.size());
  stream_.next_out = zlib_bytes(content);
  stream_.avail_out = zlib_size(content.size());
  const int code = ::inflate(&stream_, Z_FINISH);
  if (code != Z_STREAM_END && code != Z_BUF_ERROR) check(code, Z_STREAM_END, "inflate");
  content.resize(stream_.total_out);
  return content;
}

void Inflater::start() {
  check(::inflateReset(&stream_), Z_OK, "reset inflate");
  ended_ = false;
}

void Inflater::feed(std::string_view piece) {
  stream_.next_in = zlib_bytes(piece);
  stream_.avail_in = zlib_size(piece.size());
}

std::string_view Inflater::next() {
  if (ended_) return {};
  stream_.next_out = zlib_bytes({output_.data(), output_.size()});
  stream_.avail_out = static_cast<uInt>(output_.size());
  const int code = ::inflate(&stream_, Z_NO_FLUSH);
  if (code == Z_STREAM_END) {
    ended_ = true;
  } else if (code != Z_BUF_ERROR) {
    check(code, Z_OK, "inflate");
  }
  return {output_.data(), output_.size() - stream_.avail_out};
}

}  // namespace sharebench::workloads::jar
