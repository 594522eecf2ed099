// What changes a directory's entries and not the files: remove, rename, symbolic links.
#pragma once

#include <cstdint>
#include <string>

#include "harness/vboxsf/file_info.h"
#include "harness/vboxsf/result.h"
#include "harness/vboxsf/share_path.h"

namespace sharebench::vboxsf {

/// Removes a file (flags 1), an empty directory (2) or a symbolic link (4, 5); a link is never
/// followed. kInvalidParameter for other flags, kWriteProtect in a read-only share.
Status remove_entry(const Share& share, const std::string& path, std::uint32_t flags);

/// Renames what is not a directory, replacing (flags 5), or a directory (flags 0), within one
/// share. kInvalidParameter for other flags, kNotADirectory when flags 0 meet something else,
/// kWriteProtect in a read-only share.
Status rename_entry(const Share& share, const std::string& from, const std::string& to,
                    std::uint32_t flags);

/// What a symbolic link says, as it stands. kInvalidParameter when `path` is no link.
Result<std::string> read_link(const Share& share, const std::string& path);

/// Makes a link that says `target`, whatever that is, and returns the link's own info.
/// kWriteProtect in a read-only share.
Result<FileInfo> make_link(const Share& share, const std::string& path, const std::string& target);

}  // namespace sharebench::vboxsf
