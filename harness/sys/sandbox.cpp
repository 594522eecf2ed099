// Marked and locked directories.
#include "harness/sys/sandbox.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <utility>

#include "harness/core/error.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"

namespace sharebench::sys {
namespace fs = std::filesystem;
namespace {

constexpr const char* kLockName = ".sharebench-lock";
constexpr const char* kPrefix = "sharebench-";
constexpr double kPatience_s = 20;

fs::path home_folder(const char* variable, const char* below_home) {
  const char* set = std::getenv(variable);
  if (set != nullptr && *set != '\0') return set;
  const char* home = std::getenv("HOME");
  return fs::path(home != nullptr && *home != '\0' ? home : "/tmp") / below_home;
}

fs::path notes_folder() {
  return state_root() / "sandboxes";
}

void check_parent(const fs::path& parent) {
  std::error_code error;
  const fs::file_status status = fs::status(parent, error);
  if (!fs::exists(status)) {
    throw EnvironmentError(fmt::format("the directory {} does not exist", parent.string()),
                           fmt::format("make it first: mkdir -p {}", parent.string()));
  }
  if (!fs::is_directory(status)) {
    throw EnvironmentError(fmt::format("{} is not a directory", parent.string()),
                           "name a directory that sharebench may make a folder in");
  }
}

int open_lock(const fs::path& dir, int flags) {
  return open((dir / kLockName).c_str(), flags | O_CLOEXEC, 0600);
}

bool is_ours(const fs::path& dir) {
  std::ifstream in(dir / kMarkerName);
  std::string line;
  return dir.filename().string().rfind(kPrefix, 0) == 0 && std::getline(in, line) &&
         line == kMarkerLine;
}

/// What a kill leaves between making the folder and marking it, or between the last two steps of
/// removing it: a folder with our kind of name and our lock, and nothing else in it.
bool is_bare(const fs::path& dir) {
  std::error_code error;
  if (dir.filename().string().rfind(kPrefix, 0) != 0 || !fs::exists(dir / kLockName)) return false;
  for (const fs::directory_entry& entry : fs::directory_iterator(dir, error)) {
    if (entry.path().filename() != kLockName) return false;
  }
  return !error;
}

/// Removes all that is in `dir`, the mark after everything but the lock, so that a kill in between
/// leaves what `clean_sandboxes` knows as ours; then `dir` itself.
void remove_mark_last(const fs::path& dir, std::error_code& error) {
  std::vector<fs::path> content;
  for (const fs::directory_entry& entry : fs::directory_iterator(dir, error)) {
    const fs::path name = entry.path().filename();
    if (name != kMarkerName && name != kLockName) content.push_back(entry.path());
  }
  for (const fs::path& path : content) fs::remove_all(path, error);
  if (!error) fs::remove(dir / kMarkerName, error);
  fs::remove_all(dir, error);
}

/// A runner that outlived its harness finishes its sample before it sees that it is alone, so a
/// folder may still be written to for a while.
bool remove_patiently(const fs::path& dir) {
  const double end = steady_seconds() + kPatience_s;
  std::error_code error;
  do {
    remove_mark_last(dir, error);
    if (!fs::exists(dir)) return true;
    interruptible_sleep(0.1);
  } while (steady_seconds() < end);
  return false;
}

}  // namespace

void write_marker(const fs::path& dir) {
  std::ofstream out(dir / kMarkerName);
  out << kMarkerLine << "\n" << std::flush;
  if (!out) {
    throw EnvironmentError(
        fmt::format("{} cannot be written: {}", (dir / kMarkerName).string(), std::strerror(errno)),
        "free some space, or name another directory");
  }
}

Sandbox::Sandbox(const fs::path& parent, const std::string& id) {
  check_parent(parent);
  dir_ = fs::absolute(parent) / (kPrefix + id);
  std::error_code error;
  fs::create_directories(notes_folder(), error);
  note_ = notes_folder() / fmt::format("{}-{:x}", id, std::hash<std::string>{}(dir_.string()));
  std::ofstream(note_) << dir_.string() << "\n";
  if (!fs::create_directory(dir_, error)) {
    fs::remove(note_);
    const std::string why = error ? error.message() : "it exists already";
    throw EnvironmentError(fmt::format("{} cannot be made: {}", dir_.string(), why),
                           "name a directory that you may write to, or mend its permissions");
  }
  lock_ = open_lock(dir_, O_CREAT | O_RDWR);
  if (lock_ < 0 || flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    throw EnvironmentError(
        fmt::format("{} cannot be locked: {}", dir_.string(), std::strerror(errno)),
        "name a directory on a file system with locks");
  }
  write_marker(dir_);
}

Sandbox::Sandbox(Sandbox&& other) noexcept
    : dir_(std::exchange(other.dir_, {})),
      note_(std::exchange(other.note_, {})),
      lock_(std::exchange(other.lock_, -1)) {}

Sandbox::~Sandbox() {
  if (dir_.empty()) return;
  std::error_code ignored;
  if (fs::is_directory(dir_, ignored) && is_ours(dir_)) remove_mark_last(dir_, ignored);
  fs::remove(note_, ignored);
  if (lock_ >= 0) close(lock_);
}

std::optional<Sandbox> sandbox_beside(const fs::path& folder, const std::string& id) {
  const fs::path parent = fs::canonical(folder).parent_path();
  struct stat of_folder {
  }, of_parent{};
  const bool known = stat(folder.c_str(), &of_folder) == 0 && stat(parent.c_str(), &of_parent) == 0;
  if (!known || of_folder.st_dev != of_parent.st_dev) return std::nullopt;
  try {
    return Sandbox(parent, fmt::format("{}-{}", id, getpid()));
  } catch (const EnvironmentError&) {
    return std::nullopt;
  }
}

fs::path Sandbox::fresh_area(const std::string& name) {
  const fs::path area = dir_ / name;
  std::error_code error;
  fs::remove_all(area, error);
  if (!fs::create_directory(area, error)) {
    throw EnvironmentError(fmt::format("{} cannot be made: {}", area.string(), error.message()),
                           "free some space, or name another directory");
  }
  write_marker(area);
  return area;
}

fs::path state_root() {
  return home_folder("XDG_STATE_HOME", ".local/state") / "sharebench";
}

fs::path cache_root() {
  const char* set = std::getenv("SHAREBENCH_CACHE");
  if (set != nullptr && *set != '\0') return set;
  return home_folder("XDG_CACHE_HOME", ".cache") / "sharebench";
}

fs::path data_root() {
  return home_folder("XDG_DATA_HOME", ".local/share") / "sharebench";
}

bool sandbox_in_use(const fs::path& dir) {
  const int fd = open_lock(dir, O_RDWR);
  if (fd < 0) return false;
  const bool busy = flock(fd, LOCK_EX | LOCK_NB) != 0;
  close(fd);
  return busy;
}

std::vector<std::string> clean_sandboxes() {
  std::vector<std::string> removed;
  std::error_code error;
  for (const fs::directory_entry& note : fs::directory_iterator(notes_folder(), error)) {
    std::ifstream in(note.path());
    std::string line;
    if (!std::getline(in, line)) continue;
    const fs::path dir = line;
    if (fs::is_directory(dir, error) && (is_ours(dir) || is_bare(dir))) {
      if (sandbox_in_use(dir)) continue;
      if (!remove_patiently(dir)) {
        removed.push_back(fmt::format("could not remove {}; remove it by hand", dir.string()));
        continue;
      }
      removed.push_back(fmt::format("removed {}, left by a run that is gone", dir.string()));
    }
    fs::remove(note.path(), error);
  }
  return removed;
}

}  // namespace sharebench::sys
