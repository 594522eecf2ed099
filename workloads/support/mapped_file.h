// A file read through memory: opened, looked at, mapped, and its descriptor closed again, as git
// and linkers do.
#pragma once

#include <span>
#include <string>

namespace sharebench::workloads {

/// A private read-only mapping of a whole file. A file that is cut short by others while it is
/// mapped ends the program (SIGBUS), as it would end a linker.
class MappedFile {
 public:
  /// Throws WorkloadError, also when the file is not `size` bytes long; `size` is 1 or more.
  MappedFile(const std::string& path, std::size_t size);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;

  std::span<const char> bytes() const { return bytes_; }

 private:
  std::span<const char> bytes_;
};

/// Reads one byte of every page, which brings the pages in; what it read, added up.
unsigned touch_pages(std::span<const char> bytes);

}  // namespace sharebench::workloads
