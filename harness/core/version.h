// The version and commit of this build; they go into every run file.
#pragma once

#include <string>

namespace sharebench {

/// `X.Y.Z`, from project(VERSION) in CMakeLists.txt.
std::string version();

/// The short git commit this program was built from, or "unknown".
std::string commit();

}  // namespace sharebench
