// The walls around the service, raised in their order: user, files, system calls.
#pragma once

#include <string>
#include <vector>

#include "harness/vboxsf/account.h"
#include "harness/vboxsf/landlock.h"

namespace sharebench::vboxsf {

struct Confinement {
  std::vector<AllowedFolder> folders{};
  Account account{};
  bool sandbox = true;  ///< Landlock and the system call filter
};

/// Confines this process for good; what it needs to open by a path must be open. Returns a sentence
/// for each wall that could not be raised here. Throws EnvironmentError for one that should have
/// been.
std::vector<std::string> confine(const Confinement& confinement);

}  // namespace sharebench::vboxsf
