// Shuts the lab's NFS server to everybody but the guest, by the policy that users get.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/core/nfs_host.h"
#include "harness/sys/command_runner.h"

namespace sharebench::lab {

/// Argv before a command that runs out of the lab's tree, in its namespace.
std::vector<std::string> enter_lab(const std::string& network_namespace,
                                   const std::filesystem::path& enter,
                                   const std::filesystem::path& tree,
                                   const std::filesystem::path& state_dir);

/// The side of the lab that plays the Mac; `enter` as from enter_lab().
NfsHost lab_nfs_host(std::vector<std::string> enter);

/// Loads the nftables table of guard::nft_table(). Throws EnvironmentError.
void load_guard(sys::CommandRunner& runner, const NfsHost& host);

}  // namespace sharebench::lab
