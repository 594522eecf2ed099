// Names what carries a mount, whatever the share was called that asked for it.
#pragma once

#include <string>

#include "harness/core/mount.h"

namespace sharebench::shares {

struct Backend {
  std::string id{};    ///< name of a share type where there is one: "vboxsf", "virtiofs", "disk"
  std::string name{};  ///< for a person: "VirtualBox shared folders"
  bool shared = true;  ///< false for a file system of the engine's machine itself
};

/// What carries the observed mount. A file system that is not known is named by its fstype.
Backend backend_of(const ObservedMount& observed);

}  // namespace sharebench::shares
