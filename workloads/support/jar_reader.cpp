// Zip reading; the sizes and CRCs of the central directory decide, so that entries whose local
// header leaves them to a data descriptor need no special path.
#include "workloads/support/jar_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "workloads/workload.h"

namespace sharebench::workloads::jar {
namespace {

constexpr std::size_t kStreamRead = 512;    // the buffer of java.util.zip.ZipInputStream
constexpr std::uint64_t kBestRatio = 1032;  // of deflate (zlib.net, "Technical Details")

[[noreturn]] void damaged(const std::string& jar, const std::string& why) {
  throw WorkloadError(fmt::format("'{}' is damaged: {}", jar, why));
}

[[noreturn]] void unsupported(const std::string& jar, const std::string& why) {
  throw WorkloadError(fmt::format("'{}' is not a jar we can read: {}", jar, why));
}

/// Names go below a folder on disk, so none may lead out of it.
bool leaves_folder(const std::string& name) {
  if (name.empty() || name.front() == '/' || name.find('\0') != std::string::npos) return true;
  std::size_t start = 0;
  while (start < name.size()) {
    const std::size_t slash = std::min(name.find('/', start), name.size());
    const std::string_view part = std::string_view(name).substr(start, slash - start);
    if (part.empty() || part == "." || part == "..") return true;
    start = slash + 1;
  }
  return false;
}

void check_entry(const std::string& jar, const Entry& entry) {
  if (leaves_folder(entry.name)) {
    unsupported(jar, fmt::format("the name '{}' leaves the folder", entry.name));
  }
  if ((entry.flags & kFlagEncrypted) != 0) {
    unsupported(jar, fmt::format("entry '{}' is encrypted", entry.name));
  }
  if (entry.method != kStored && entry.method != kDeflated) {
    unsupported(jar, fmt::format("entry '{}' uses method {}", entry.name, entry.method));
  }
  if (entry.size == kTooLarge32 || entry.compressed == kTooLarge32 || entry.offset == kTooLarge32) {
    unsupported(jar, fmt::format("entry '{}' needs zip64", entry.name));
  }
  if (entry.size > entry.compressed * kBestRatio + kBestRatio ||
      (entry.method == kStored && entry.size != entry.compressed)) {
    damaged(jar, fmt::format("entry '{}' says {} bytes from {}", entry.name, entry.size,
                             entry.compressed));
  }
}

}  // namespace

JarReader::JarReader(const std::string& path) : file_(File::open(path)) {
  const std::uint64_t size = file_.size();
  const std::uint64_t tail_size = std::min<std::uint64_t>(size, kEndBytes + kMaxComment);
  const std::string tail = file_.read_at(size - tail_size, static_cast<std::size_t>(tail_size));
  if (tail.size() < kEndBytes) damaged(path, "it has no end record");
  for (std::size_t at = tail.size() - kEndBytes + 1; at-- > 0;) {
    if (get32(tail, at) != kEndSignature) continue;
    if (at + kEndBytes + get16(tail, at + 20) != tail.size()) continue;
    read_directory(std::string_view(tail).substr(at, kEndBytes), entry_count(tail, at));
    return;
  }
  damaged(path, "it has no end record");
}

/// Jars of more than 65,534 entries count them in the zip64 end record.
std::size_t JarReader::entry_count(std::string_view tail, std::size_t end_at) const {
  const std::size_t count = get16(tail, end_at + 10);
  constexpr std::size_t kBefore = kEnd64Bytes + kLocator64Bytes;
  if (count != kTooLarge16 || end_at < kBefore) return count;
  const std::string_view end64 = tail.substr(end_at - kBefore, kBefore);
  const bool is_zip64 =
      get32(end64, 0) == kEnd64Signature && get32(end64, kEnd64Bytes) == kLocator64Signature;
  return is_zip64 ? static_cast<std::size_t>(get64(end64, 32)) : count;
}

void JarReader::read_directory(std::string_view end_record, std::size_t count) {
  const std::size_t bytes = get32(end_record, 12);
  const std::uint64_t offset = get32(end_record, 16);
  if (get16(end_record, 4) != 0) unsupported(path(), "it is one part of several");
  if (bytes == kTooLarge32 || offset == kTooLarge32) unsupported(path(), "it needs zip64");
  if (offset + bytes > file_.size()) damaged(path(), "its directory reaches past its end");
  const std::string directory = file_.read_at(offset, bytes);
  std::unordered_set<std::string> names;
  entries_.reserve(std::min(count, bytes / kCentralBytes));
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (at + kCentralBytes > directory.size() || get32(directory, at) != kCentralSignature) {
      damaged(path(), fmt::format("its directory ends at entry {} of {}", i, count));
    }
    Entry entry;
    entry.flags = get16(directory, at + 8);
    entry.method = get16(directory, at + 10);
    entry.dos_time = (std::uint32_t{get16(directory, at + 14)} << 16U) | get16(directory, at + 12);
    entry.crc = get32(directory, at + 16);
    entry.compressed = get32(directory, at + 20);
    entry.size = get32(directory, at + 24);
    entry.offset = get32(directory, at + 42);
    const std::size_t name_size = get16(directory, at + 28);
    const std::size_t rest = std::size_t{get16(directory, at + 30)} + get16(directory, at + 32);
    at += kCentralBytes;
    if (at + name_size + rest > directory.size()) {
      damaged(path(), fmt::format("its directory ends inside entry {} of {}", i, count));
    }
    entry.name = directory.substr(at, name_size);
    at += name_size + rest;
    check_entry(path(), entry);
    const bool is_new = names.insert(entry.name).second;
    if (is_new) {
      entries_.push_back(std::move(entry));
    } else if (!entry.is_folder()) {
      unsupported(path(), fmt::format("entry '{}' comes twice", entry.name));
    }
  }
}

std::string JarReader::read(const Entry& entry) {
  const std::string header = file_.read_at(entry.offset, kLocalBytes);
  std::string content = file_.read_at(data_offset(entry, header), entry.compressed);
  if (entry.method == kDeflated) {
    try {
      content = inflater_.inflate(content, entry.size);
    } catch (const WorkloadError& error) {
      damaged(path(), fmt::format("entry '{}': {}", entry.name, error.what()));
    }
  }
  check_content(entry, content.size(), crc_of(content));
  return content;
}

void JarReader::stream(const Entry& entry, const std::function<void(std::string_view)>& sink) {
  std::string block = file_.read_at(entry.offset, kStreamRead);
  std::uint64_t at = data_offset(entry, block);
  const std::uint64_t end = at + entry.compressed;
  const std::uint64_t header_size = at - entry.offset;
  block.erase(0, std::min<std::uint64_t>(header_size, block.size()));
  std::uint64_t size = 0;
  uLong crc = 0;
  const auto give = [&](std::string_view piece) {
    size += piece.size();
    crc = ::crc32_z(crc, reinterpret_cast<const Bytef*>(piece.data()), piece.size());
    sink(piece);
  };
  inflater_.start();
  while (at < end) {
    if (block.empty()) block = file_.read_at(at, kStreamRead);
    if (block.empty()) damaged(path(), fmt::format("it ends inside entry '{}'", entry.name));
    block.resize(std::min<std::uint64_t>(block.size(), end - at));
    at += block.size();
    if (entry.method == kStored) {
      give(block);
    } else {
      inflater_.feed(block);
      for (std::string_view piece = next_piece(entry); !piece.empty(); piece = next_piece(entry)) {
        give(piece);
        if (size > entry.size) break;
      }
    }
    block.clear();
  }
  check_content(entry, size, static_cast<std::uint32_t>(crc));
}

std::string_view JarReader::next_piece(const Entry& entry) {
  try {
    return inflater_.next();
  } catch (const WorkloadError& error) {
    damaged(path(), fmt::format("entry '{}': {}", entry.name, error.what()));
  }
}

std::uint64_t JarReader::data_offset(const Entry& entry, std::string_view header) const {
  if (header.size() < kLocalBytes || get32(header, 0) != kLocalSignature) {
    damaged(path(), fmt::format("entry '{}' has no header at {}", entry.name, entry.offset));
  }
  return entry.offset + kLocalBytes + get16(header, 26) + get16(header, 28);
}

void JarReader::check_content(const Entry& entry, std::uint64_t size, std::uint32_t crc) const {
  if (size != entry.size) {
    damaged(path(),
            fmt::format("entry '{}' has {} bytes instead of {}", entry.name, size, entry.size));
  }
  if (crc != entry.crc) {
    damaged(path(),
            fmt::format("entry '{}' has CRC {:08x} instead of {:08x}", entry.name, crc, entry.crc));
  }
}

}  // namespace sharebench::workloads::jar
