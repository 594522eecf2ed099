// Zip writing: local headers and data, then the central directory, then the end record.
#include "workloads/support/jar_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "workloads/workload.h"

namespace sharebench::workloads::jar {
namespace {

std::uint16_t version_needed(const Entry& entry) {
  return entry.method == kDeflated || entry.is_folder() ? 20 : 10;
}

std::uint16_t name_flags(const std::string& name) {
  const bool ascii = std::all_of(name.begin(), name.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii ? 0 : kFlagUtf8;
}

Entry describe(const std::string& name, std::string_view content) {
  if (name.size() > std::numeric_limits<std::uint16_t>::max()) {
    throw WorkloadError(fmt::format("a name of {} bytes is too long for a jar", name.size()));
  }
  Entry entry;
  entry.name = name;
  entry.flags = name_flags(name);
  entry.crc = crc_of(content);
  entry.size = content.size();
  return entry;
}

}  // namespace

BlockWriter::BlockWriter(File file) : file_(std::move(file)) {
  buffer_.reserve(kJavaBuffer);
}

void BlockWriter::write(std::string_view bytes) {
  position_ += bytes.size();
  if (buffer_.size() + bytes.size() > kJavaBuffer && !buffer_.empty()) {
    file_.write(buffer_);
    buffer_.clear();
  }
  if (bytes.size() >= kJavaBuffer) {
    file_.write(bytes);
  } else {
    buffer_.append(bytes);
  }
}

void BlockWriter::close() {
  if (!buffer_.empty()) file_.write(buffer_);
  buffer_.clear();
  file_.close();
}

PackedEntry pack(const std::string& name, std::string_view content, Deflater& deflater) {
  PackedEntry packed{describe(name, content), {}};
  if (!packed.entry.is_folder()) {
    packed.entry.method = kDeflated;
    packed.data = deflater.deflate(content);
  }
  packed.entry.compressed = packed.data.size();
  return packed;
}

PackedEntry store(const std::string& name, std::string_view content) {
  PackedEntry packed{describe(name, content), std::string(content)};
  packed.entry.compressed = packed.data.size();
  return packed;
}

std::string local_header(const Entry& entry) {
  const bool later = (entry.flags & kFlagDescriptor) != 0;
  HeaderBytes header;
  header.u32(kLocalSignature).u16(version_needed(entry)).u16(entry.flags).u16(entry.method);
  header.u32(entry.dos_time).u32(later ? 0 : entry.crc);
  header.u32(later ? 0 : entry.compressed).u32(later ? 0 : entry.size);
  header.u16(entry.name.size()).u16(0).text(entry.name);
  return header.bytes();
}

std::string central_header(const Entry& entry) {
  HeaderBytes header;
  header.u32(kCentralSignature).u16(20).u16(version_needed(entry)).u16(entry.flags);
  header.u16(entry.method).u32(entry.dos_time).u32(entry.crc);
  header.u32(entry.compressed).u32(entry.size).u16(entry.name.size());
  header.u16(0).u16(0).u16(0).u16(0).u32(0).u32(entry.offset).text(entry.name);
  return header.bytes();
}

std::string end_record(std::size_t entries, std::uint64_t directory_start,
                       std::uint64_t directory_end) {
  const std::uint64_t bytes = directory_end - directory_start;
  HeaderBytes record;
  if (entries >= kTooLarge16) {
    record.u32(kEnd64Signature).u64(kEnd64Bytes - 12).u16(45).u16(45).u32(0).u32(0);
    record.u64(entries).u64(entries).u64(bytes).u64(directory_start);
    record.u32(kLocator64Signature).u32(0).u64(directory_end).u32(1);
  }
  const std::uint64_t count = std::min<std::uint64_t>(entries, kTooLarge16);
  record.u32(kEndSignature).u16(0).u16(0).u16(count).u16(count);
  record.u32(bytes).u32(directory_start).u16(0);
  return record.bytes();
}

void JarWriter::add(const PackedEntry& packed) {
  Entry entry = packed.entry;
  entry.offset = out_.position();
  if (entry.offset + packed.data.size() >= kTooLarge32) {
    throw WorkloadError(
        fmt::format("entry '{}' at {} makes the jar larger than 4 GiB", entry.name, entry.offset));
  }
  out_.write(local_header(entry));
  out_.write(packed.data);
  if ((entry.flags & kFlagDescriptor) != 0) {
    HeaderBytes descriptor;
    descriptor.u32(kDescriptorSignature).u32(entry.crc).u32(entry.compressed).u32(entry.size);
    out_.write(descriptor.bytes());
  }
  entries_.push_back(std::move(entry));
}

void JarWriter::finish() {
  const std::uint64_t start = out_.position();
  for (const Entry& entry : entries_) out_.write(central_header(entry));
  const std::uint64_t end = out_.position();
  if (end >= kTooLarge32) throw WorkloadError(fmt::format("a jar of {} bytes is too large", end));
  out_.write(end_record(entries_.size(), start, end));
  out_.close();
}

}  // namespace sharebench::workloads::jar
