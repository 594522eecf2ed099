// Run files on disk: written whole or not at all, read with a sentence for everything that can be
// wrong.
#pragma once

#include <filesystem>
#include <string>

#include "harness/core/run.h"

namespace sharebench::store {

/// `folder`/<id>.run.json.
std::filesystem::path run_file_path(const std::filesystem::path& folder, const Run& run);

/// Writes the run as JSON to a temporary file in the folder of `path`, syncs it and renames it over
/// `path`, so that a reader sees the old file or the new one. The folder is made when missing.
/// Throws EnvironmentError when it cannot be written, DataError when the run holds a figure that is
/// not finite, negative or out of place.
void save(const Run& run, const std::filesystem::path& path);

/// Reads a run file of this schema or an older one. Throws DataError, naming the file: not found,
/// unreadable, cut short (with the byte), not a run file, newer than this program (both numbers),
/// a field missing or of the wrong type, columns of different lengths, an index out of range,
/// duplicates, negative or non-finite figures. Unknown fields and columns are ignored.
Run load(const std::filesystem::path& path);

}  // namespace sharebench::store
