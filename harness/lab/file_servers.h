// The servers behind virtiofs and sshfs; 9p is served by QEMU itself.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/sys/command_runner.h"

namespace sharebench::lab {

/// virtiofs caches as its server says, so each cache mode is a server and a tag of its own.
struct VirtiofsMode {
  std::string cache;  ///< option value: "auto", "none", "always", "writeback"
  std::string tag;    ///< device tag and socket name
  std::string server_options;
};
const std::vector<VirtiofsMode>& virtiofs_modes();

/// Tags of the 9p devices: as many 9p mounts can live at the same time.
const std::vector<std::string>& ninep_tags();

/// Starts a virtiofsd for each mode, all serving `state_dir`/srv. Throws EnvironmentError.
void start_virtiofs_servers(sys::CommandRunner& runner, const std::string& network_namespace,
                            const std::filesystem::path& state_dir);

/// Starts sshd out of `tree`; root's own key opens it. Throws EnvironmentError.
void start_ssh_server(sys::CommandRunner& runner, const std::string& network_namespace,
                      const std::filesystem::path& enter, const std::filesystem::path& tree,
                      const std::filesystem::path& state_dir);

}  // namespace sharebench::lab
