// How a run file is kept and taken up again: no home folder in it, whatever the user's is called.
#pragma once

#include <filesystem>

#include "harness/core/run.h"

namespace sharebench::cli {

/// Writes the run with "~" in place of the home folder. Throws EnvironmentError.
void save_run(const Run& run, const std::filesystem::path& file);

/// Puts the home folder back into settings and folders to work in.
void expand_home(Run& run);

}  // namespace sharebench::cli
