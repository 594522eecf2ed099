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

/// What to ask the server for a share's counters: it knows shares by their place on its command
/// line.
std::string vboxsf_counts_request(const std::string& share);

/// Of the server's answer, "root=0 share=lab0 calls=2 bytes=9 service_ns=8 create=2/9/8 ...":
/// calls by function (in capitals, as the other shares' kinds are written; those never called are
/// left out), bytes of those that carried any, and `kWireBytes` and `kServiceNs`, the totals.
/// Throws EnvironmentError when the answer is no such line.
Counts parse_vboxsf_counts(const std::string& line);

}  // namespace sharebench::lab
