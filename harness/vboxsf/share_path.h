// Where a guest's path lies in a share: an open directory and a name in it, with no way out.
#pragma once

#include <string>

#include "harness/vboxsf/file_descriptor.h"
#include "harness/vboxsf/result.h"

namespace sharebench::vboxsf {

/// A served directory.
struct Share {
  std::string name{};
  FileDescriptor directory{};  ///< O_PATH
  bool read_only = false;
};

/// A name in an open directory, for the *at calls; the name has no slash and is not "..". The
/// share's own directory is "." in itself.
struct Place {
  FileDescriptor opened{};  ///< holds `parent` open where that is not the share's own directory
  int parent = -1;
  std::string name{};
};

/// Resolves all but the last component of `path` beneath the share: neither "..", nor a symbolic
/// link, nor a magic link of /proc leads out, even while somebody renames (openat2(2)). "" and "/"
/// are the share itself; slashes at the end do not matter. The last component may be missing or a
/// link: calls on it must not follow. Statuses: kFileNotFound when a directory on the way is
/// missing, kNotADirectory, kTooManySymlinks for a link on the way, kNotSameDevice for a way out,
/// kPermissionDenied for "." or ".." at the end, kNameTooLong, kTryAgain when renames did not let
/// it finish.
Result<Place> find_place(const Share& share, const std::string& path);

/// Opens `directory` for find_place. Throws EnvironmentError, naming it, when that cannot be done
/// or when the kernel has no openat2 or no /proc.
FileDescriptor open_share(const std::string& directory);

/// Opens the very file of an O_PATH descriptor again with open(2)'s `flags`: no path is walked, so
/// nothing can be put in its place. Never waits and never makes a terminal ours.
FileDescriptor reopen(const FileDescriptor& path, int flags);

/// A path under /proc by which calls without an own descriptor form reach an open file.
std::string proc_path(int descriptor);

}  // namespace sharebench::vboxsf
