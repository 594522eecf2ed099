// The lab's side of sharebench-vboxsf, the program that serves vboxsf and has QEMU as its child.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/lab/counters.h"
#include "harness/sys/command_runner.h"

namespace sharebench::lab {

/// Where its control socket is, below the state directory.
inline constexpr const char* kVboxsfControl = "vboxsf.sock";

/// Names of the shares that it serves: as many vboxsf mounts can live at the same time. Each is the
/// folder vboxsf/NAME of the state directory.
const std::vector<std::string>& vboxsf_shares();

/// Makes the served folders, owned by the user that the server becomes. Throws EnvironmentError.
void make_vboxsf_folders(sys::CommandRunner& runner, const std::filesystem::path& state_dir);

/// The call that starts `qemu` with the shares in place; paths are relative to the state directory.
std::vector<std::string> vboxsf_argv(const std::filesystem::path& program,
                                     const std::vector<std::string>& qemu);

/// Requests by function from the server's answer to "counts NAME".
Counts parse_vboxsf_counts(const std::string& line);

}  // namespace sharebench::lab
