// Chunks to records to a Trace.
#include "workloads/support/trace_reader.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

#include "workloads/support/trace_chunks.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

/// Something in a record that cannot be; the reader adds file and offset.
struct BadRecord {
  const char* sentence;
};

/// Takes numbers and texts off the front of a chunk.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}

  bool at_end() const { return bytes_.empty(); }

  unsigned byte() {
    if (bytes_.empty()) throw BadRecord{"a record is cut short"};
    const auto value = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const unsigned part = byte();
      value |= std::uint64_t{part & 127} << shift;
      if (part < 128) return value;
    }
    throw BadRecord{"a number is longer than 64 bits"};
  }

  std::uint32_t small_number() {
    const std::uint64_t value = number();
    if (value > UINT32_MAX) throw BadRecord{"a number is out of range"};
    return static_cast<std::uint32_t>(value);
  }

  std::uint32_t near(std::uint32_t& last) {
    const std::int64_t step = unzigzag(number());
    if (step < -std::int64_t{last} || step > std::int64_t{UINT32_MAX} - std::int64_t{last}) {
      throw BadRecord{"a number is out of range"};
    }
    last = static_cast<std::uint32_t>(std::int64_t{last} + step);
    return last;
  }

  std::string_view text() {
    const std::uint64_t size = number();
    if (size > bytes_.size()) throw BadRecord{"a text is cut short"};
    const std::string_view text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return text;
  }

 private:
  std::string_view bytes_;
};

struct Decoded {
  TraceRecord record{};
  std::string_view text{};
};

Decoded take_record(Cursor& cursor, TraceState& state) {
  Decoded decoded;
  TraceRecord& record = decoded.record;
  const unsigned head = cursor.byte();
  if ((head & kOpBits) >= kOpRows.size()) throw BadRecord{"an operation is unknown"};
  record.op = static_cast<Op>(head & kOpBits);
  if (head & kOtherThread) state.thread = cursor.small_number();
  record.thread = state.thread;
  if (head & kFailed) {
    const std::uint64_t failure = cursor.number();
    if (failure == 0 || failure > static_cast<std::uint64_t>(Failure::kInvalid)) {
      throw BadRecord{"a kind of failure is unknown"};
    }
    record.failure = static_cast<Failure>(failure);
  }
  if (!is_definition(record.op)) record.think = cursor.number();
  const unsigned fields = row_of(record.op).fields;
  if (fields & kText) decoded.text = cursor.text();
  if (fields & kFile) record.file = cursor.near(state.file);
  if (fields & kPathName) record.path = cursor.near(state.path);
  if (fields & kFile2) record.file2 = cursor.near(state.file);
  if (fields & kPath2) record.path2 = cursor.near(state.path);
  if (fields & kSize) record.size = cursor.number();
  if (fields & kResult) record.result = cursor.number();
  if (fields & kOffset) record.offset = cursor.number();
  if (fields & kFlags) record.flags = cursor.small_number();
  return decoded;
}

/// The longest file, read or offset that is believed: 2^40 bytes.
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 40;

/// PATH_MAX leaves room for half as many names.
constexpr std::uint32_t kMostDepth = 2048;

class Builder {
 public:
  Builder() {
    trace_.names.emplace_back();
    trace_.paths.emplace_back();
  }

  void add(const Decoded& decoded) {
    const TraceRecord& record = decoded.record;
    check_numbers(record);
    switch (record.op) {
      case Op::kNote:
        return add_note(decoded.text);
      case Op::kName:
        return add_name(decoded.text);
      case Op::kPath:
        if (record.size == 0 || record.size >= trace_.names.size()) {
          throw BadRecord{"a path has a name that was not given"};
        }
        depths_.push_back(depths_[record.path] + 1);
        if (depths_.back() > kMostDepth) throw BadRecord{"a path is too deep"};
        trace_.paths.push_back({record.path, static_cast<std::uint32_t>(record.size)});
        return;
      case Op::kInitial:
        return add_entry(record, trace_.initial);
      case Op::kFinal:
        return add_entry(record, trace_.last);
      default:
        return add_step(record);
    }
  }

  Trace take() { return std::move(trace_); }

 private:
  void check_numbers(const TraceRecord& record) const {
    if (record.path >= trace_.paths.size() || record.path2 >= trace_.paths.size()) {
      throw BadRecord{"a path was not given before its use"};
    }
    if (record.file >= trace_.files || record.file2 >= trace_.files) {
      throw BadRecord{"a file is used before it was opened"};
    }
    if (record.thread >= trace_.threads) throw BadRecord{"a thread runs before it was started"};
  }

  void add_note(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) throw BadRecord{"a note has no '='"};
    trace_.notes[std::string(text.substr(0, equals))] = text.substr(equals + 1);
  }

  void add_name(std::string_view text) {
    const bool bad = text.empty() || text.find('/') != std::string_view::npos ||
                     text.find('\0') != std::string_view::npos;
    if (bad) throw BadRecord{"a name cannot be that of a file"};
    trace_.names.emplace_back(text);
  }

  void add_entry(const TraceRecord& record, std::vector<TreeEntry>& tree) {
    if (record.offset < 1 || record.offset > 3) throw BadRecord{"an entry is of no known kind"};
    if (record.size > kMostBytes) throw BadRecord{"a file is too long"};
    if (record.path == 0) throw BadRecord{"an entry has no name"};
    tree.push_back({record.path, record.path2, static_cast<Entry>(record.offset),
                    record.flags & 07777U, record.size});
  }

  void add_step(const TraceRecord& record) {
    const bool opens = record.op == Op::kOpen || record.op == Op::kEnter;
    if (opens && record.failure == Failure::kNone) {
      if (record.result != trace_.files) throw BadRecord{"files are not opened in order"};
      ++trace_.files;
    }
    if (record.op == Op::kFork) {
      if (record.size != trace_.threads) throw BadRecord{"threads are not started in order"};
      ++trace_.threads;
    }
    if (record.op == Op::kWait && record.size >= trace_.threads) {
      throw BadRecord{"a thread is waited for before it was started"};
    }
    if (record.size > kMostBytes || record.offset > kMostBytes || record.result > kMostBytes) {
      throw BadRecord{"a size or offset is too large"};
    }
    trace_.steps.push_back(record);
  }

  Trace trace_{};
  std::vector<std::uint32_t> depths_{0};
};

/// Throws BadRecord.
std::string unpack(const TraceChunk& chunk) {
  std::string bytes(chunk.unpacked, '\0');
  std::string packed(chunk.packed);  // zlib's interface asks for mutable input
  z_stream stream{};
  if (inflateInit2(&stream, -15) != Z_OK) throw BadRecord{"there is no memory to unpack it"};
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int status = inflate(&stream, Z_FINISH);
  const bool whole = status == Z_STREAM_END && stream.avail_out == 0 && stream.avail_in == 0;
  inflateEnd(&stream);
  if (!whole) throw BadRecord{"a chunk cannot be unpacked"};
  return bytes;
}

[[noreturn]] void fail_at(const std::string& file, std::size_t offset, const char* sentence) {
  throw WorkloadError(fmt::format("{}: at byte {}: {}", file, offset, sentence));
}

}  // namespace

std::string Trace::path_text(std::uint32_t path) const {
  if (path == 0) return ".";
  std::vector<std::uint32_t> parts;
  for (; path != 0; path = paths[path].parent) parts.push_back(paths[path].name);
  std::string text;
  for (std::size_t i = parts.size(); i-- > 0;) {
    text += names[parts[i]];
    if (i > 0) text += '/';
  }
  return text;
}

Trace read_trace(std::string_view bytes, const std::string& file) {
  TraceChunks chunks(bytes);
  Builder builder;
  TraceState state;
  std::uint64_t records = 0;
  while (const auto chunk = chunks.next()) {
    try {
      const std::string unpacked = unpack(*chunk);
      Cursor cursor(unpacked);
      for (; !cursor.at_end(); ++records) builder.add(take_record(cursor, state));
    } catch (const BadRecord& bad) {
      fail_at(file, chunk->offset, bad.sentence);
    }
  }
  if (chunks.fault()) fail_at(file, chunks.fault()->offset, chunks.fault()->sentence.c_str());
  if (*chunks.records() != records) fail_at(file, bytes.size(), "records are missing");
  return builder.take();
}

}  // namespace sharebench::workloads
