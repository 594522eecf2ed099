// Collects what the guard judges, on a Mac or on Linux, through the seam to outside tools.
#pragma once

#include <string>
#include <vector>

#include "harness/guard/captured.h"
#include "harness/sys/command_runner.h"

namespace sharebench::guard {

struct CaptureOptions {
  std::vector<std::string> labels{};  ///< LaunchDaemons to ask launchctl about
  std::string machine = "default";    ///< name for docker-machine
  bool mask = false;                  ///< home folders and the host's name are replaced
};

/// Every command that capture() runs, as it is run; those for root last, in one.
std::vector<sys::Command> capture_commands(const std::string& kernel,
                                           const CaptureOptions& options);

/// Runs them; root is asked for once. A command that fails leaves its status and its complaint.
Captured capture(sys::CommandRunner& runner, const CaptureOptions& options);

/// Reads the answer of the one command for root. Text outside of its marks is not taken.
Captured parse_sections(const std::string& text);

/// `/Users/x`, `/home/x` and the host's name replaced.
Captured masked_capture(Captured captured, const std::string& host_name);

}  // namespace sharebench::guard
