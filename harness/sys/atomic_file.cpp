// POSIX calls (the same on Linux and macOS): the standard library cannot sync a file.
#include "harness/sys/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "harness/core/error.h"

namespace sharebench::sys {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int reason) {
  throw EnvironmentError(fmt::format("cannot write {}: {}", path.string(), std::strerror(reason)),
                         "give another folder with --out, or make room there");
}

/// A file that is removed again unless it was renamed into place.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::filesystem::path& target) : name_(target.string() + ".XXXXXX") {
    descriptor_ = mkstemp(name_.data());
    if (descriptor_ < 0) fail(target, errno);
  }
  ~TemporaryFile() {
    if (descriptor_ >= 0) close(descriptor_);
    if (!kept_) unlink(name_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  /// False with errno set.
  bool write_all(const std::string& text) {
    std::size_t done = 0;
    while (done < text.size()) {
      const ssize_t n = write(descriptor_, text.data() + done, text.size() - done);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return false;
      done += static_cast<std::size_t>(n);
    }
    // mkstemp makes it private; a run file is as readable as any other file.
    return fchmod(descriptor_, 0644) == 0 && fsync(descriptor_) == 0;
  }

  bool rename_to(const std::filesystem::path& target) {
    const int descriptor = descriptor_;
    descriptor_ = -1;
    if (close(descriptor) != 0) return false;
    kept_ = std::rename(name_.c_str(), target.c_str()) == 0;
    return kept_;
  }

 private:
  std::string name_;
  int descriptor_ = -1;
  bool kept_ = false;
};

/// Makes the rename itself durable; file systems that cannot (9p, vboxsf) lose nothing else.
void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

}  // namespace

void replace_file(const std::filesystem::path& path, const std::string& text) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) fail(folder, failed.value());
  TemporaryFile file(path);
  if (!file.write_all(text) || !file.rename_to(path)) fail(path, errno);
  sync_folder(folder);
}

}  // namespace sharebench::sys
