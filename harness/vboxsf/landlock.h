// Landlock of Linux: from here on this process can open nothing outside of the served folders.
#pragma once

#include <string>
#include <vector>

#include "harness/vboxsf/file_descriptor.h"

namespace sharebench::vboxsf {

struct AllowedFolder {
  std::string directory{};
  bool read_only = false;
};

/// Rules that wait to be enforced; prepared while folders can still be opened by any path.
class Landlock {
 public:
  /// Rules by which only `folders` can be opened, those read-only only for reading, and nothing
  /// can be executed, nor a device, socket or FIFO made, nor (from kernel 6.7 on) TCP spoken. As
  /// much of it as the kernel knows, ABI 1 to 5. Throws EnvironmentError when a folder cannot be
  /// opened.
  explicit Landlock(const std::vector<AllowedFolder>& folders);

  /// False when the kernel has no Landlock; then enforce() does nothing.
  bool available() const { return static_cast<bool>(rules_); }

  /// Confines this thread for good. no_new_privs must be set. Throws EnvironmentError.
  void enforce() const;

 private:
  FileDescriptor rules_{};
};

}  // namespace sharebench::vboxsf
