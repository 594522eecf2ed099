// POSIX calls with errors that name the file; see the header for which calls each function makes.
#include "workloads/support/jar_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

#include "workloads/workload.h"

namespace sharebench::workloads::jar {
namespace {

[[noreturn]] void fail(const char* verb, const std::string& path, int error) {
  throw WorkloadError(
      fmt::format("cannot {} '{}': {}", verb, path, std::generic_category().message(error)));
}

struct Status {
  bool there = false;
  struct stat data {};
};

/// Absence is a value, every other failure an error, so that a broken share is not taken for an
/// empty folder.
Status status_of(const std::string& path) {
  Status status;
  if (::stat(path.c_str(), &status.data) == 0) {
    status.there = true;
  } else if (errno != ENOENT && errno != ENOTDIR) {
    fail("stat", path, errno);
  }
  return status;
}

}  // namespace

File::File(std::string path, int flags, const char* verb)
    : path_(std::move(path)), fd_(::open(path_.c_str(), flags | O_CLOEXEC, 0666)) {
  if (fd_ < 0) fail(verb, path_, errno);
}

File File::open(const std::string& path) {
  return {path, O_RDONLY, "open"};
}

File File::open_write(const std::string& path) {
  return {path, O_WRONLY, "open"};
}

File File::create(const std::string& path) {
  return {path, O_WRONLY | O_CREAT | O_TRUNC, "create"};
}

File File::create_new(const std::string& path) {
  return {path, O_WRONLY | O_CREAT | O_EXCL, "create"};
}

File::File(File&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}

File::~File() {
  if (fd_ >= 0) ::close(fd_);
}

std::uint64_t File::size() const {
  struct stat data {};
  if (::fstat(fd_, &data) != 0) fail("stat", path_, errno);
  return static_cast<std::uint64_t>(data.st_size);
}

std::string File::read(std::size_t count) {
  std::string bytes(count, '\0');
  const ssize_t got = ::read(fd_, bytes.data(), count);
  if (got < 0) fail("read", path_, errno);
  bytes.resize(static_cast<std::size_t>(got));
  return bytes;
}

std::string File::read_at(std::uint64_t offset, std::size_t count) const {
  std::string bytes(count, '\0');
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got =
        ::pread(fd_, bytes.data() + done, count - done, static_cast<off_t>(offset + done));
    if (got < 0) fail("read", path_, errno);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

void File::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd_, bytes.data(), bytes.size());
    if (put < 0) fail("write", path_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

void File::close() {
  if (::close(std::exchange(fd_, -1)) != 0) fail("close", path_, errno);
}

bool is_folder(const std::string& path) {
  const Status status = status_of(path);
  return status.there && S_ISDIR(status.data.st_mode);
}

bool is_file(const std::string& path) {
  const Status status = status_of(path);
  return status.there && S_ISREG(status.data.st_mode);
}

bool exists(const std::string& path) {
  return status_of(path).there;
}

std::int64_t modified_s(const std::string& path) {
  const Status status = status_of(path);
  return status.there ? static_cast<std::int64_t>(status.data.st_mtim.tv_sec) : 0;
}

void set_modified_s(const std::string& path, std::int64_t seconds) {
  const Status status = status_of(path);
  if (!status.there) fail("stat", path, ENOENT);
  std::array<timespec, 2> times{};
  times[0] = status.data.st_atim;
  times[1].tv_sec = static_cast<time_t>(seconds);
  if (::utimensat(AT_FDCWD, path.c_str(), times.data(), 0) != 0) {
    fail("set the time of", path, errno);
  }
}

void make_folders(const std::string& path) {
  if (exists(path)) return;
  if (::mkdir(path.c_str(), 0777) == 0) return;
  const std::size_t slash = path.find_last_of('/');
  if (errno != ENOENT || slash == std::string::npos || slash == 0) {
    fail("make folder", path, errno);
  }
  make_folders(path.substr(0, slash));
  if (::mkdir(path.c_str(), 0777) != 0) fail("make folder", path, errno);
}

std::vector<std::string> list_folder(const std::string& path) {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), &::closedir);
  if (!folder) fail("list folder", path, errno);
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* item = ::readdir(folder.get())) {
    const std::string name = item->d_name;
    if (name != "." && name != "..") names.push_back(name);
    errno = 0;
  }
  if (errno != 0) fail("list folder", path, errno);
  std::sort(names.begin(), names.end());
  return names;
}

void remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0) fail("remove", path, errno);
}

void rename_file(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) fail("rename", from, errno);
}

std::string read_file(const std::string& path) {
  File file = File::open(path);
  std::string bytes;
  for (std::string piece = file.read(kJavaBuffer); !piece.empty(); piece = file.read(kJavaBuffer)) {
    bytes += piece;
  }
  return bytes;
}

void write_file(const std::string& path, std::string_view bytes) {
  File file = File::create(path);
  file.write(bytes);
  file.close();
}

}  // namespace sharebench::workloads::jar
