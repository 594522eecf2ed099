// Refuses every directory that is not marked, and removes only what it made.
#include "workloads/support/area.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

#include "workloads/support/io.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace fs = std::filesystem;

namespace {

std::string mark_command(const fs::path& dir) {
  return fmt::format("sharebench-runner --mark '{}'", dir.string());
}

AreaError usage(const std::string& sentence, const std::string& hint) {
  return {sentence, hint, AreaError::Fault::kUsage};
}

AreaError environment(const fs::path& path, const std::string& doing, int error) {
  const std::string sentence =
      fmt::format("cannot {} {}: {}", doing, path.string(), std::strerror(error));
  std::string hint = "choose a directory that this user may write";
  if (error == EROFS) hint = "mount it read-write";
  if (error == ENOSPC || error == EDQUOT) hint = "free space on that file system";
  return {sentence, hint, AreaError::Fault::kEnvironment};
}

std::string first_line(const fs::path& file) {
  const std::string text = read_file(file.string());
  return text.substr(0, text.find('\n'));
}

void check_marker(const fs::path& dir) {
  const fs::path marker = dir / kMarkerName;
  struct stat found;
  if (::lstat(marker.c_str(), &found) != 0) {
    if (errno != ENOENT) throw environment(marker, "look at", errno);
    throw usage(fmt::format("{} is not a sharebench area: it has no {}", dir.string(), kMarkerName),
                fmt::format("name an empty directory and mark it: {}", mark_command(dir)));
  }
  const std::string hint =
      fmt::format("name another directory and mark it: {}", mark_command("DIR"));
  if (!S_ISREG(found.st_mode)) {
    throw usage(fmt::format("the marker {} is not a plain file", marker.string()), hint);
  }
  std::string line;
  try {
    line = first_line(marker);
  } catch (const WorkloadError&) {
    throw environment(marker, "read", errno);
  }
  if (line != kMarkerLine) {
    throw usage(fmt::format("the marker {} says '{}', expected '{}'", marker.string(),
                            line.substr(0, 60), kMarkerLine),
                hint);
  }
}

fs::path absolute_directory(const fs::path& dir) {
  struct stat found;
  if (dir.empty() || ::stat(dir.c_str(), &found) != 0) {
    const int error = dir.empty() ? ENOENT : errno;
    if (error != ENOENT) throw environment(dir, "look at", error);
    throw usage(fmt::format("the directory '{}' does not exist", dir.string()),
                fmt::format("make and mark it: {}", mark_command(dir)));
  }
  if (!S_ISDIR(found.st_mode)) {
    throw usage(fmt::format("{} is not a directory", dir.string()),
                fmt::format("name a new directory: {}", mark_command("DIR")));
  }
  std::error_code error;
  const fs::path absolute = fs::canonical(dir, error);
  if (error) throw environment(dir, "resolve", error.value());
  return absolute;
}

void remove_tree(const fs::path& folder) {
  std::error_code error;
  fs::remove_all(folder, error);  // does not follow symbolic links
  if (error) throw environment(folder, "remove", error.value());
}

}  // namespace

AreaError::AreaError(const std::string& sentence, std::string hint, Fault fault)
    : std::runtime_error(sentence), hint_(std::move(hint)), fault_(fault) {}

Area::Area(const fs::path& dir) : dir_(absolute_directory(dir)) {
  check_marker(dir_);
  if (::access(dir_.c_str(), W_OK | X_OK) != 0) throw environment(dir_, "write to", errno);
}

Area::~Area() {
  remove_all();
}

void Area::mark(const fs::path& dir) {
  std::error_code error;
  if (!fs::exists(dir, error)) {
    fs::create_directories(dir, error);
    if (error) throw environment(dir, "make", error.value());
  }
  const fs::path absolute = absolute_directory(dir);
  for (const std::string& name : names_in(absolute.string())) {
    if (name == kMarkerName) {
      check_marker(absolute);
      continue;
    }
    throw usage(fmt::format("{} is not empty: it holds '{}'", dir.string(), name),
                "name a new or an empty directory: everything in an area may be removed");
  }
  try {
    write_file((absolute / kMarkerName).string(),
               fmt::format("{}\nsharebench makes and removes folders here\n", kMarkerLine));
  } catch (const WorkloadError&) {
    throw environment(absolute, "write the marker into", errno);
  }
}

void Area::unmark(const fs::path& dir) {
  std::error_code error;
  if (!fs::exists(dir, error) && !error) return;
  const fs::path absolute = absolute_directory(dir);
  check_marker(absolute);
  remove_tree(absolute);
}

fs::path Area::make_folder(const std::string& name) {
  const std::lock_guard lock(mutex_);
  for (int attempt = 1; attempt <= 1000; ++attempt) {
    const fs::path folder = dir_ / (attempt == 1 ? name : fmt::format("{}-{}", name, attempt));
    if (::mkdir(folder.c_str(), 0755) == 0) {
      folders_.push_back(folder);
      return folder;
    }
    if (errno != EEXIST) throw environment(folder, "make the folder", errno);
  }
  throw usage(fmt::format("{} holds a thousand folders called {}", dir_.string(), name),
              "remove what earlier runs left there");
}

void Area::remove_folder(const fs::path& folder) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find(folders_.begin(), folders_.end(), folder);
  if (found == folders_.end()) {
    throw usage(fmt::format("{} was not made by this program", folder.string()), "leave it alone");
  }
  remove_tree(folder);
  folders_.erase(found);
}

bool Area::remove_all() noexcept {
  const std::lock_guard lock(mutex_);
  std::erase_if(folders_, [](const fs::path& folder) {
    std::error_code error;  // nobody is left to tell, and the next folder still has to go
    fs::remove_all(folder, error);
    return !error;
  });
  return folders_.empty();
}

}  // namespace sharebench::workloads
