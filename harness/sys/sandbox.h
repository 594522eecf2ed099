// The one directory that a run makes, marks, locks, and removes on every exit.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sharebench::sys {

/// Name and first line of the marker that the runner demands.
inline constexpr const char* kMarkerName = ".sharebench-area";
inline constexpr const char* kMarkerLine = "sharebench area 1";

/// Writes the marker into an existing directory. Throws EnvironmentError.
void write_marker(const std::filesystem::path& dir);

/// Owns `parent`/sharebench-<id>; holds an exclusive lock on a file in it for as long as it lives,
/// and removes the whole directory at the end.
class Sandbox {
 public:
  /// Throws EnvironmentError (naming the directory and the reason) when `parent` does not exist,
  /// is not a directory or cannot be written.
  Sandbox(const std::filesystem::path& parent, const std::string& id);
  ~Sandbox();
  Sandbox(Sandbox&& other) noexcept;
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;
  Sandbox& operator=(Sandbox&&) = delete;

  const std::filesystem::path& dir() const { return dir_; }

  /// A new marked, empty folder inside.
  std::filesystem::path fresh_area(const std::string& name);

 private:
  std::filesystem::path dir_;
  std::filesystem::path note_;
  int lock_ = -1;
};

/// A sandbox beside `folder`, on its file system; nothing where that is one of its own or none may
/// be made there.
std::optional<Sandbox> sandbox_beside(const std::filesystem::path& folder, const std::string& id);

/// Where sandboxes are noted so that leftovers are found:
/// ${XDG_STATE_HOME:-~/.local/state}/sharebench.
std::filesystem::path state_root();

/// Where what was built once is kept: ${SHAREBENCH_CACHE:-${XDG_CACHE_HOME:-~/.cache}/sharebench}.
std::filesystem::path cache_root();

/// Where results are kept for good: ${XDG_DATA_HOME:-~/.local/share}/sharebench.
std::filesystem::path data_root();

/// Removes sandboxes of runs that are gone (their lock is free). Only directories that carry our
/// marker are touched. A sentence for each.
std::vector<std::string> clean_sandboxes();

/// True when another living process holds the lock of the sandbox `dir`.
bool sandbox_in_use(const std::filesystem::path& dir);

}  // namespace sharebench::sys
