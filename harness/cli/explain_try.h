// Tries settings: a real run with and without each.
#pragma once

#include <vector>

#include "harness/cli/explain_output.h"
#include "harness/cli/world.h"

namespace sharebench::cli {

/// Measures the settings that can be tried on the run's target, in one run of `--blocks` blocks
/// (3 by default) whose file stays in `--out`, and puts times at the settings' pace beside the
/// predictions. Throws as `sharebench run` does.
std::vector<Tried> try_settings(const Run& run, std::vector<Tried> settings,
                                const Arguments& arguments, World& world);

}  // namespace sharebench::cli
