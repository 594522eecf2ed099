// Looks at what was mounted, as the runner's own mount table tells it.
#pragma once

#include "harness/core/mount.h"
#include "harness/targets/runner_session.h"

namespace sharebench::targets {

/// The mount that the runner works on. Throws EnvironmentError when its mount table has none, or
/// when it is not of the type that was asked for. Empty where there is no mount table (macOS).
ObservedMount recognise(const Share& share, const RunnerFacts& facts);

}  // namespace sharebench::targets
