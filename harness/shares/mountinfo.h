// Reads /proc/self/mountinfo, so that what was mounted is observed and never believed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/core/mount.h"

namespace sharebench::shares {

struct MountLine {
  std::string mount_point;
  ObservedMount observed;
};

/// Every line of a mountinfo text (proc(5): fields before and after the lone "-"). Lines that do
/// not have that form are left out.
std::vector<MountLine> parse_mountinfo(const std::string& text);

/// The mount that `path` lies on: the longest mount point that is a prefix of it, the last line
/// winning among equals (a later mount covers an earlier one). Nothing when there is none.
std::optional<ObservedMount> mount_of(const std::string& mountinfo, const std::string& path);

}  // namespace sharebench::shares
