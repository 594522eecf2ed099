// Files that are replaced whole: after a crash or a full disk the old one is still there.
#pragma once

#include <filesystem>
#include <string>

namespace sharebench::sys {

/// Writes `text` to a new file beside `path`, syncs it to disk, renames it over `path` and syncs
/// the folder. Throws EnvironmentError naming the file and the system's reason; nothing is left
/// behind.
void replace_file(const std::filesystem::path& path, const std::string& text);

}  // namespace sharebench::sys
