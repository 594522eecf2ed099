// Reads a jar: the central directory at once, contents as java.util.jar.JarFile (sbt-assembly 2.x)
// or java.util.zip.ZipInputStream (0.x, 1.x) would.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "workloads/support/jar_files.h"
#include "workloads/support/jar_format.h"
#include "workloads/support/jar_zlib.h"

namespace sharebench::workloads::jar {

/// An open jar. Every function throws WorkloadError that names the jar, and the entry if it is one:
/// for zip64 (but for the count of entries), encryption, methods other than stored and deflated,
/// names that leave the folder they are unzipped to, a name that comes twice, and anything damaged.
class JarReader {
 public:
  /// One open and two reads: the end with the end record, the central directory.
  explicit JarReader(const std::string& path);

  const std::string& path() const { return file_.path(); }

  /// Files and folders in the order of the central directory.
  const std::vector<Entry>& entries() const { return entries_; }

  /// The content; two reads, the local header and the data, as JarFile makes them.
  std::string read(const Entry& entry);

  /// Hands over the content in the pieces that ZipInputStream yields: the jar is read 512 bytes at
  /// a time and what each read holds is inflated on its own. `sink` may keep no reference.
  void stream(const Entry& entry, const std::function<void(std::string_view)>& sink);

 private:
  std::string_view next_piece(const Entry& entry);
  std::uint64_t data_offset(const Entry& entry, std::string_view header) const;
  void check_content(const Entry& entry, std::uint64_t size, std::uint32_t crc) const;
  std::size_t entry_count(std::string_view tail, std::size_t end_at) const;
  void read_directory(std::string_view end_record, std::size_t count);

  File file_;
  std::vector<Entry> entries_;
  Inflater inflater_;
};

}  // namespace sharebench::workloads::jar
