// A file of this host or of the VM as it is now: bytes, mode and owner, seen through the runner.
#pragma once

#include <optional>
#include <string>

#include "harness/sys/command_runner.h"

namespace sharebench::guard {

struct FileState {
  std::optional<std::string> bytes{};  ///< nothing: it is not there
  std::string mode{};                  ///< "644", as chmod takes it; empty where it is not there
  std::string owner{};                 ///< "0:0", as chown takes it
  std::string link{};                  ///< where `path` leads when it is a symbolic link

  friend bool operator==(const FileState&, const FileState&) = default;
};

/// Reads one file. Throws EnvironmentError for what is there and is no file that can be read: a
/// folder, a link that leads nowhere.
FileState read_file_state(sys::CommandRunner& runner, const std::string& path);

/// "1000:50" of a file or folder. Throws EnvironmentError when it is not there.
std::string read_owner(sys::CommandRunner& runner, const std::string& path);

/// "rw-r-Sr-t" with its type before it ("-", and "@" or "+" behind it on macOS) as octal: "2645".
/// Nothing for what is no mode.
std::optional<std::string> octal_mode(const std::string& printed);

}  // namespace sharebench::guard
