// Holds the mount options that were asked for against those that are in force.
#pragma once

#include <string>
#include <vector>

#include "harness/core/mount.h"

namespace sharebench::shares {

/// A sentence for each option in force with another value than asked for, such as "rsize is 32768,
/// not 65536". Options that the mount table does not show are not judged.
std::vector<std::string> options_not_met(const Share& share, const ObservedMount& observed);

}  // namespace sharebench::shares
