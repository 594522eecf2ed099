// The marked directory that the runner may work in: it makes and removes its own folders there and
// touches nothing else.
#pragma once

#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace sharebench::workloads {

/// The marker file and its first line; the harness writes the same.
inline constexpr const char* kMarkerName = ".sharebench-area";
inline constexpr const char* kMarkerLine = "sharebench area 1";

/// A directory that cannot be used: a sentence, the mend, and whose fault it is.
class AreaError : public std::runtime_error {
 public:
  enum class Fault { kUsage, kEnvironment };
  AreaError(const std::string& sentence, std::string hint, Fault fault);
  const std::string& hint() const { return hint_; }
  Fault fault() const { return fault_; }

 private:
  std::string hint_;
  Fault fault_;
};

/// A marked directory. Folders made through it are removed by it, at the latest when it dies.
class Area {
 public:
  /// Throws AreaError when `dir` is missing, not a directory, not marked, or not writable.
  explicit Area(const std::filesystem::path& dir);
  ~Area();
  Area(const Area&) = delete;
  Area& operator=(const Area&) = delete;

  /// Writes the marker into `dir`, which is made when it is not there and must be empty otherwise
  /// (but for a marker of ours). Throws AreaError.
  static void mark(const std::filesystem::path& dir);

  /// Removes a marked directory and everything in it; one that is not there is no error. Throws
  /// AreaError, for one that is not marked too.
  static void unmark(const std::filesystem::path& dir);

  /// Absolute.
  const std::filesystem::path& dir() const { return dir_; }

  /// A new empty folder called `name`, or `name` with a number after it when something of that name
  /// is there already: that is not ours to touch. Throws AreaError.
  std::filesystem::path make_folder(const std::string& name);

  /// Removes a folder that make_folder() returned, with all in it. Throws AreaError.
  void remove_folder(const std::filesystem::path& folder);

  /// Removes every folder still there. False when one could not be removed. May be called by any
  /// thread.
  bool remove_all() noexcept;

 private:
  std::filesystem::path dir_;
  std::mutex mutex_;
  std::vector<std::filesystem::path> folders_;
};

}  // namespace sharebench::workloads
