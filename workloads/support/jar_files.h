// The few file calls of the jar workloads, each exactly one system call unless said: the workloads
// are measured by the calls they make, so nothing here may add one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sharebench::workloads::jar {

/// The buffer of java.io.BufferedOutputStream and of sbt's IO.transfer.
inline constexpr std::size_t kJavaBuffer = 8192;

/// An open file, closed when it goes. Every call throws WorkloadError that names the file.
class File {
 public:
  static File open(const std::string& path);        ///< to read
  static File open_write(const std::string& path);  ///< an existing file, to write from its start
  static File create(const std::string& path);      ///< to write, emptied when it is there
  static File create_new(const std::string& path);  ///< to write, must not be there
  File(File&& other) noexcept;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  File& operator=(File&&) = delete;
  ~File();

  const std::string& path() const { return path_; }
  std::uint64_t size() const;  ///< fstat

  /// Up to `count` bytes from the current position; empty at the end.
  std::string read(std::size_t count);

  /// `count` bytes from `offset`; fewer only when the file ends before.
  std::string read_at(std::uint64_t offset, std::size_t count) const;

  /// All of it; more than one call only when the system took less.
  void write(std::string_view bytes);

  /// Reports what a failed close has to say, unlike the destructor.
  void close();

 private:
  File(std::string path, int flags, const char* verb);
  std::string path_;
  int fd_ = -1;
};

/// The three questions of java.io.File.
bool is_folder(const std::string& path);  ///< stat, as java.io.File.isDirectory
bool is_file(const std::string& path);    ///< stat, as java.io.File.isFile
bool exists(const std::string& path);     ///< stat, as java.io.File.exists

/// Whole seconds since 1970; stat, as java.io.File.lastModified; 0 when there is none.
std::int64_t modified_s(const std::string& path);

/// stat for the access time, then utimensat, as java.io.File.setLastModified does it.
void set_modified_s(const std::string& path, std::int64_t seconds);

/// As java.io.File.mkdirs: stat, mkdir, and the parents when that fails because of them.
void make_folders(const std::string& path);

/// Names in a folder without "." and "..", sorted; open, getdents, close.
std::vector<std::string> list_folder(const std::string& path);

/// unlink and rename; throw WorkloadError naming the path.
void remove_file(const std::string& path);
void rename_file(const std::string& from, const std::string& to);

/// The whole file in reads of kJavaBuffer, up to the read that returns nothing.
std::string read_file(const std::string& path);

/// Creates the file and writes it in one call.
void write_file(const std::string& path, std::string_view bytes);

}  // namespace sharebench::workloads::jar
