// The version and the architecture, known to one file so that a new version rebuilds one file.
#pragma once

#include <string>

namespace sharebench::runner {

/// `X.Y.Z`
std::string version();

/// "x86_64", "aarch64", "arm64": what this program was built for.
std::string architecture();

}  // namespace sharebench::runner
