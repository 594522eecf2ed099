// Records to chunks to a file.
#include "harness/trace/trace_file.h"

#include <fmt/format.h>

#include <iterator>

#include "harness/core/error.h"
#include "harness/report/deflate.h"
#include "workloads/support/trace_chunks.h"

namespace sharebench::trace {
namespace {

/// A record with a text is rarely longer; names are at most 255 bytes.
constexpr std::size_t kRoomForRecord = 8 * 1024;

std::string little_endian(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i, value >>= 8) out += static_cast<char>(value & 255);
  return out;
}

EnvironmentError not_written(const std::filesystem::path& file) {
  return {fmt::format("'{}' could not be written", file.string()),
          "is the folder there and writable, and is there space? choose another with --out"};
}

}  // namespace

TraceWriter::TraceWriter(const std::filesystem::path& file, Rename rename)
    : file_(file), part_(file.string() + ".part"), rename_(std::move(rename)) {
  stream_.open(part_, std::ios::binary | std::ios::trunc);
  stream_ << workloads::kTraceMagic;
  if (!stream_) throw not_written(file_);
}

TraceWriter::~TraceWriter() {
  std::error_code ignored;  // nothing is there after finish()
  std::filesystem::remove(part_, ignored);
}

std::uint32_t TraceWriter::name(std::string_view name) {
  const auto [at, added] =
      names_.emplace(std::string(name), static_cast<std::uint32_t>(names_.size() + 1));
  if (added) put({.op = Op::kName}, rename_(at->first));
  return at->second;
}

std::uint32_t TraceWriter::path(const std::vector<std::string_view>& parts) {
  std::uint32_t path = 0;
  for (const std::string_view part : parts) {
    const std::uint32_t number = name(part);
    const auto [at, added] = paths_.emplace((std::uint64_t{path} << 32) | number, next_path_);
    if (added) {
      put({.op = Op::kPath, .path = path, .size = number}, {});
      ++next_path_;
    }
    path = at->second;
  }
  return path;
}

void TraceWriter::note(const std::string& key, const std::string& value) {
  put({.op = Op::kNote}, key + "=" + value);
}

void TraceWriter::put(const TraceRecord& record, std::string_view text) {
  if (chunk_.size() + text.size() + kRoomForRecord > workloads::kMostChunkBytes) flush_chunk();
  // Definitions keep the thread: they are written in between.
  TraceRecord written = record;
  if (workloads::is_definition(record.op)) written.thread = state_.thread;
  workloads::put_record(chunk_, written, text, state_);
  ++records_;
}

void TraceWriter::flush_chunk() {
  if (chunk_.empty()) return;
  write_chunk(chunk_.size(), report::deflated(chunk_));
  chunk_.clear();
}

void TraceWriter::write_chunk(std::size_t unpacked, const std::string& packed) {
  stream_ << little_endian(unpacked, 4) << little_endian(packed.size(), 4)
          << little_endian(workloads::crc32_of(packed), 4) << packed;
  if (!stream_) throw not_written(file_);
}

std::uint64_t TraceWriter::finish() {
  flush_chunk();
  write_chunk(0, little_endian(records_, 8));
  const auto size = static_cast<std::uint64_t>(stream_.tellp());
  stream_.close();
  std::error_code error;
  std::filesystem::rename(part_, file_, error);
  if (!stream_ || error) throw not_written(file_);
  return size;
}

void check_trace_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw DataError(fmt::format("the trace '{}' cannot be read", file.string()),
                    "make one: sharebench record --out FILE -- COMMAND");
  }
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  workloads::TraceChunks chunks(bytes);
  while (chunks.next()) continue;
  if (!chunks.fault()) return;
  throw DataError(fmt::format("the trace '{}' is damaged at byte {}: {}", file.string(),
                              chunks.fault()->offset, chunks.fault()->sentence),
                  "copy it again, or record it again: sharebench record --out FILE -- COMMAND");
}

}  // namespace sharebench::trace
