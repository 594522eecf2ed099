// What an apply did, on disk before it is done: whatever stops us, the originals are there.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "harness/guard/file_state.h"
#include "harness/guard/steps.h"

namespace sharebench::guard {

/// One step as the journal keeps it.
struct JournalEntry {
  Side side = Side::kHost;
  bool as_root = true;
  bool begun = false;
  std::string path{};  ///< empty: no file
  FileState before{};
  std::string after{};
  std::vector<std::string> undo{};
};

struct JournalText {
  std::vector<std::pair<std::string, std::string>> about{};
  std::vector<JournalEntry> entries{};
};

/// Replaces the file. Throws EnvironmentError when it cannot be written.
void write_journal(const std::filesystem::path& file, const JournalText& text);

/// Throws DataError for a file that is not there or is no journal.
JournalText read_journal(const std::filesystem::path& file);

}  // namespace sharebench::guard
