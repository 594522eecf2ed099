// Answers "which mount am I really on?" for one directory and one target.
#pragma once

#include "harness/cli/command.h"
#include "harness/cli/world.h"

namespace sharebench::cli {

/// Starts a runner on a folder in that directory, reads its mount table, says in one line what
/// carries it, and takes everything down again. kNo where it is a copy and no share. Throws what
/// bringing the target up throws.
ExitCode tell_mount(World& world, const Arguments& arguments);

}  // namespace sharebench::cli
