// Changes directory entries by *at calls, which act on the last name itself.
#include "harness/vboxsf/entries.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>

namespace sharebench::vboxsf {
namespace {

/// VirtualBox's SHFL_REMOVE_* and SHFL_RENAME_*.
constexpr std::uint32_t kFlagRemoveFile = 1;
constexpr std::uint32_t kRemoveDirectory = 2;
constexpr std::uint32_t kRemoveLink = 4;
constexpr std::uint32_t kRenameDirectory = 0;
constexpr std::uint32_t kRenameFileReplacing = 1 | 4;

Status outcome(int done) {
  return done == 0 ? kOk : status_of(errno);
}

}  // namespace

Status remove_entry(const Share& share, const std::string& path, std::uint32_t flags) {
  const bool directory = flags == kRemoveDirectory;
  const bool other =
      flags == kFlagRemoveFile || flags == kRemoveLink || flags == (kFlagRemoveFile | kRemoveLink);
  if (!directory && !other) return kInvalidParameter;
  if (share.read_only) return kWriteProtect;
  const Result<Place> place = find_place(share, path);
  if (!place) return place.status();
  return outcome(::unlinkat(place->parent, place->name.c_str(), directory ? AT_REMOVEDIR : 0));
}

Status rename_entry(const Share& share, const std::string& from, const std::string& to,
                    std::uint32_t flags) {
  if (flags != kRenameDirectory && flags != kRenameFileReplacing) return kInvalidParameter;
  if (share.read_only) return kWriteProtect;
  const Result<Place> old_place = find_place(share, from);
  if (!old_place) return old_place.status();
  const Result<Place> new_place = find_place(share, to);
  if (!new_place) return new_place.status();
  // A slash at the end lets the kernel refuse what is no directory.
  const std::string slash = flags == kRenameDirectory ? "/" : "";
  const std::string old_name = old_place->name + slash;
  const std::string new_name = new_place->name + slash;
  return outcome(
      ::renameat(old_place->parent, old_name.c_str(), new_place->parent, new_name.c_str()));
}

Result<std::string> read_link(const Share& share, const std::string& path) {
  const Result<Place> place = find_place(share, path);
  if (!place) return place.status();
  std::string target(PATH_MAX, '\0');
  const ssize_t length =
      ::readlinkat(place->parent, place->name.c_str(), target.data(), target.size());
  if (length < 0) return status_of(errno);
  target.resize(static_cast<std::size_t>(length));
  return target;
}

Result<FileInfo> make_link(const Share& share, const std::string& path, const std::string& target) {
  if (share.read_only) return kWriteProtect;
  const Result<Place> place = find_place(share, path);
  if (!place) return place.status();
  if (::symlinkat(target.c_str(), place->parent, place->name.c_str()) != 0) {
    return status_of(errno);
  }
  return file_info(place->parent, place->name);
}

}  // namespace sharebench::vboxsf
