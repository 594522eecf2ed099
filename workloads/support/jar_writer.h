// Writes a jar front to back, with the writes that the JDK makes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workloads/support/jar_files.h"
#include "workloads/support/jar_format.h"
#include "workloads/support/jar_zlib.h"

namespace sharebench::workloads::jar {

/// A file behind a buffer with the rules of java.io.BufferedOutputStream(8192): what does not fit
/// flushes first, what is as large as the buffer is written straight.
class BlockWriter {
 public:
  explicit BlockWriter(File file);
  void write(std::string_view bytes);
  std::uint64_t position() const { return position_; }
  void close();  ///< flushes

 private:
  File file_;
  std::string buffer_;
  std::uint64_t position_ = 0;
};

/// An entry that is ready to be written.
struct PackedEntry {
  Entry entry;  ///< without offset
  std::string data;
};

/// Deflates one entry; a name that ends in '/' becomes a stored, empty folder.
PackedEntry pack(const std::string& name, std::string_view content, Deflater& deflater);

/// Stores one entry as it is.
PackedEntry store(const std::string& name, std::string_view content);

/// The fixed parts of a jar: what comes before an entry's data, what the central directory says of
/// it, and the end. More than 65,534 entries get zip64 end records, as the JDK writes them.
std::string local_header(const Entry& entry);
std::string central_header(const Entry& entry);
std::string end_record(std::size_t entries, std::uint64_t directory_start,
                       std::uint64_t directory_end);

/// A jar in the making. With kFlagDescriptor in an entry's flags, its sizes and CRC follow the
/// data, as the `jar` tool and JarOutputStream write them. Throws WorkloadError beyond 4 GiB.
class JarWriter {
 public:
  explicit JarWriter(File file) : out_(std::move(file)) {}
  void add(const PackedEntry& packed);
  void finish();  ///< central directory, end record, close

 private:
  BlockWriter out_;
  std::vector<Entry> entries_;
};

}  // namespace sharebench::workloads::jar
