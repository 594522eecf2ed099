// What a trace's file operations take of the processor by themselves.
#pragma once

#include <filesystem>
#include <optional>

#include "harness/cli/world.h"

namespace sharebench::cli {

/// CPU seconds of the operations of `trace`: the least of four replays without think time, by
/// `runner_file`, in a directory beside `root` that is made for them and removed. Nothing where
/// `root` has a file system of its own or none can be made beside it. Throws EnvironmentError when
/// the replay fails, Interrupted.
std::optional<double> files_seconds(World& world, const std::filesystem::path& runner_file,
                                    const std::filesystem::path& root,
                                    const std::filesystem::path& trace);

}  // namespace sharebench::cli
