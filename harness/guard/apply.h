// Carries a setup out, checks what came of it, and takes it back when it does not protect.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "harness/guard/setup.h"

namespace sharebench::guard {

struct Applied {
  bool kept = false;
  std::vector<std::string> told{};  ///< what was done, a line each
};

/// Saves the files as they were in `backup` (one JSON file, written before anything is touched),
/// writes the new ones, runs the commands, then asks `check`. When a command fails or `check` says
/// no, everything is put back and `kept` is false. Throws EnvironmentError when there is a backup
/// already: that one holds the originals and must be undone first.
Applied apply_setup(sys::CommandRunner& runner, const Setup& planned,
                    const std::filesystem::path& backup, const std::function<std::string()>& check);

/// Puts back what `backup` holds, byte for byte, removes files that were not there, runs its
/// commands and removes the backup. Throws DataError when there is none.
std::vector<std::string> undo_setup(sys::CommandRunner& runner,
                                    const std::filesystem::path& backup);

}  // namespace sharebench::guard
