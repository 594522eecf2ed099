// A trace of file operations, byte by byte: all that the recorder (harness/trace) and the replay
// (workloads/replay.cpp) share, so it is a header that needs neither of them.
//
// A file is kTraceMagic, then chunks: three little-endian 32-bit numbers (bytes unpacked, bytes
// packed, CRC-32 of the packed bytes) and a raw DEFLATE stream. A chunk of 0 bytes unpacked ends
// the file; its 8 packed bytes are the number of records. Records follow one another through the
// chunks: a byte with the operation, then its fields as kOpRows lists them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace sharebench::workloads {

/// The last letter is the version of the format.
inline constexpr std::string_view kTraceMagic = "SBTRACE1";

/// No chunk is longer than this when unpacked.
inline constexpr std::size_t kMostChunkBytes = std::size_t{1} << 20;

/// Times in a trace are in units of this.
inline constexpr std::int64_t kTraceTick_ns = 100;

/// No pipe has this number.
inline constexpr std::uint64_t kNoPipe = 0;

/// What a record says. The first five are not operations; fork to receive have no file.
enum class Op : std::uint8_t {
  kNote,  ///< text "key=value", about the whole recording
  kName,  ///< text: the next name, counted from 1
  kPath,  ///< the next path, counted from 1: name `size` in the folder `path` (0: the base itself)
  kInitial,  ///< what was there before: path below the root, kind, size, mode, target of a link
  kFinal,    ///< what was there afterwards, as kInitial
  kFork,     ///< starts thread `size`
  kWait,     ///< goes on when thread `size` has done what it did so far; most often: has ended
  kExit,
  kSend,     ///< something went into pipe `size`, or only time passed (kNoPipe)
  kReceive,  ///< something came out of pipe `size`, or a wait for the clock was over (kNoPipe)
  kEnter,    ///< opens a folder to work in, as chdir
  kOpen,
  kClose,
  kFlush,  ///< close of a descriptor that is not the last of its file
  kRead,
  kReadAt,
  kWrite,
  kWriteAt,
  kSeek,
  kList,  ///< one getdents
  kSync,
  kSyncData,
  kResize,
  kResizePath,
  kStat,
  kStatLink,
  kStatOpen,
  kAccess,
  kReadLink,
  kMakeFolder,
  kRemoveFolder,
  kUnlink,
  kRename,
  kHardLink,
  kSymLink,
  kMode,
  kModeOpen,
  kOwner,
  kOwnerOpen,
  kTimes,
  kTimesOpen,
  kMap,  ///< mmap: counted, not replayed
};

/// Fields of a record, in the order in which they are written.
enum Field : unsigned {
  kText = 1,
  kFile = 2,      ///< an open file by the count of its opening; 0 is the root folder
  kPathName = 4,  ///< a path from the folder `file`
  kFile2 = 8,
  kPath2 = 16,
  kSize = 32,    ///< bytes asked for; or another whole number
  kResult = 64,  ///< bytes moved, or the number of the file that was opened
  kOffset = 128,
  kFlags = 256,  ///< OpenFlag, or a mode where the operation sets one
};

struct OpRow {
  Op op;
  const char* name;
  unsigned fields;
};

inline constexpr unsigned kAt = kFile | kPathName;

inline constexpr std::array<OpRow, 42> kOpRows = {{
    {Op::kNote, "note", kText},
    {Op::kName, "name", kText},
    {Op::kPath, "path", kPathName | kSize},
    {Op::kInitial, "initial", kPathName | kPath2 | kSize | kOffset | kFlags},
    {Op::kFinal, "final", kPathName | kPath2 | kSize | kOffset | kFlags},
    {Op::kFork, "fork", kSize},
    {Op::kWait, "wait", kSize},
    {Op::kExit, "exit", 0},
    {Op::kSend, "send", kSize},
    {Op::kReceive, "receive", kSize},
    {Op::kEnter, "chdir", kAt | kResult},
    {Op::kOpen, "open", kAt | kResult | kFlags | kSize},
    {Op::kClose, "close", kFile},
    {Op::kFlush, "flush", kFile},
    {Op::kRead, "read", kFile | kSize | kResult},
    {Op::kReadAt, "pread", kFile | kSize | kResult | kOffset},
    {Op::kWrite, "write", kFile | kSize},
    {Op::kWriteAt, "pwrite", kFile | kSize | kOffset},
    {Op::kSeek, "lseek", kFile | kOffset},
    {Op::kList, "getdents", kFile},
    {Op::kSync, "fsync", kFile},
    {Op::kSyncData, "fdatasync", kFile},
    {Op::kResize, "ftruncate", kFile | kSize},
    {Op::kResizePath, "truncate", kAt | kSize},
    {Op::kStat, "stat", kAt},
    {Op::kStatLink, "lstat", kAt},
    {Op::kStatOpen, "fstat", kFile},
    {Op::kAccess, "access", kAt},
    {Op::kReadLink, "readlink", kAt},
    {Op::kMakeFolder, "mkdir", kAt | kFlags},
    {Op::kRemoveFolder, "rmdir", kAt},
    {Op::kUnlink, "unlink", kAt},
    {Op::kRename, "rename", kAt | kFile2 | kPath2},
    {Op::kHardLink, "link", kAt | kFile2 | kPath2},
    {Op::kSymLink, "symlink", kAt | kPath2},
    {Op::kMode, "chmod", kAt | kFlags},
    {Op::kModeOpen, "fchmod", kFile | kFlags},
    {Op::kOwner, "chown", kAt | kFlags},
    {Op::kOwnerOpen, "fchown", kFile},
    {Op::kTimes, "utimens", kAt | kFlags},
    {Op::kTimesOpen, "futimens", kFile},
    {Op::kMap, "mmap", kFile | kSize | kOffset},
}};

/// The row of an operation.
inline const OpRow& row_of(Op op) {
  return kOpRows[static_cast<std::size_t>(op)];
}

/// How a file is opened, the same on every system.
enum OpenFlag : std::uint32_t {
  kForRead = 1,
  kForWrite = 2,
  kCreate = 4,
  kExclusive = 8,
  kEmpty = 16,  ///< O_TRUNC
  kAppend = 32,
  kFolder = 64,
  kNoFollow = 128,
  kSynced = 256,
  kPathOnly = 512,
};

/// Why an operation failed while it was recorded; it must fail so again.
enum class Failure : std::uint8_t {
  kNone,
  kNotFound,
  kExists,
  kNotFolder,
  kNotEmpty,
  kIsFolder,
  kLoop,
  kInvalid,
};

/// What lies at a path: the field `offset` of kInitial and kFinal.
enum class Entry : std::uint8_t { kFile = 1, kFolder = 2, kLink = 3 };

/// One record but for its text. Times are in units of kTraceTick_ns.
struct TraceRecord {
  Op op = Op::kNote;
  Failure failure = Failure::kNone;
  std::uint32_t thread = 0;  ///< 0 is the first one
  std::uint64_t think = 0;   ///< from the end of the thread's last operation to the start of this
  std::uint32_t file = 0, file2 = 0, path = 0, path2 = 0, flags = 0;
  std::uint64_t size = 0, result = 0, offset = 0;
};

/// What records are written relative to: neighbours differ little.
struct TraceState {
  std::uint32_t thread = 0, file = 0, path = 0;
};

/// True for records that are no step of a program.
inline bool is_definition(Op op) {
  return op <= Op::kFinal;
}

/// CRC-32 as in RFC 1952 section 8.
inline std::uint32_t crc32_of(std::string_view bytes) {
  static const std::array<std::uint32_t, 256> kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) * 0xEDB88320U);
      table[i] = value;
    }
    return table;
  }();
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes)
    crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xFF] ^ (crc >> 8);
  return ~crc;
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
inline void put_number(std::string& out, std::uint64_t value) {
  for (; value >= 128; value >>= 7) out += static_cast<char>(value | 128);
  out += static_cast<char>(value);
}

/// Small differences of either sign become small numbers.
inline std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
inline std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

/// The first byte of a record: the operation, and whether thread and failure follow.
inline constexpr unsigned kOpBits = 0x3F, kOtherThread = 0x40, kFailed = 0x80;

/// Appends a record; `text` is that of a note or a name.
inline void put_record(std::string& out, const TraceRecord& record, std::string_view text,
                       TraceState& state) {
  const unsigned fields = row_of(record.op).fields;
  const bool other = record.thread != state.thread;
  const bool failed = record.failure != Failure::kNone;
  out += static_cast<char>(static_cast<unsigned>(record.op) | (other ? kOtherThread : 0) |
                           (failed ? kFailed : 0));
  if (other) put_number(out, state.thread = record.thread);
  if (failed) put_number(out, static_cast<std::uint64_t>(record.failure));
  if (!is_definition(record.op)) put_number(out, record.think);
  const auto difference = [&](std::uint32_t value, std::uint32_t& last) {
    put_number(out, zigzag(std::int64_t{value} - std::int64_t{last}));
    last = value;
  };
  if (fields & kText) {
    put_number(out, text.size());
    out += text;
  }
  if (fields & kFile) difference(record.file, state.file);
  if (fields & kPathName) difference(record.path, state.path);
  if (fields & kFile2) difference(record.file2, state.file);
  if (fields & kPath2) difference(record.path2, state.path);
  if (fields & kSize) put_number(out, record.size);
  if (fields & kResult) put_number(out, record.result);
  if (fields & kOffset) put_number(out, record.offset);
  if (fields & kFlags) put_number(out, record.flags);
}

}  // namespace sharebench::workloads
