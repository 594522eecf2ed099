// Starts virtiofsd (this machine's, which comes with QEMU) and sshd (the tree's).
#include "harness/lab/file_servers.h"

#include <fmt/format.h>

#include "harness/core/error.h"
#include "harness/lab/network.h"
#include "harness/lab/nfs_server.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"

namespace sharebench::lab {

const std::vector<VirtiofsMode>& virtiofs_modes() {
  static const std::vector<VirtiofsMode> modes = {
      {"auto", "virtiofs-auto", "cache=auto"},
      {"none", "virtiofs-none", "cache=none"},
      {"always", "virtiofs-always", "cache=always"},
      {"writeback", "virtiofs-writeback", "cache=auto,writeback"},
  };
  return modes;
}

const std::vector<std::string>& ninep_tags() {
  static const std::vector<std::string> tags = {"share9p0", "share9p1", "share9p2"};
  return tags;
}

void start_virtiofs_servers(sys::CommandRunner& runner, const std::string& network_namespace,
                            const std::filesystem::path& state_dir) {
  std::string
      source;  // absolute, since virtiofsd changes directory; its option syntax splits at commas
  for (const char c : (state_dir / "srv").string()) source += c == ',' ? "\\," : std::string(1, c);
  for (const VirtiofsMode& mode : virtiofs_modes()) {
    // Its default sandbox would leave our network namespace, and so our list of processes. It notes
    // itself by socket name in /run, where two labs would meet: each gets a /run of its own.
    start_detached(runner, network_namespace, state_dir, mode.tag,
                   {"sh", "-c", "mount -t tmpfs run /run && exec \"$@\"", "sh",
                    "/usr/lib/qemu/virtiofsd", fmt::format("--socket-path={}.sock", mode.tag), "-o",
                    fmt::format("source={},sandbox=chroot,{}", source, mode.server_options)});
  }
  for (const VirtiofsMode& mode : virtiofs_modes()) {
    const double end = sys::steady_seconds() + 30;
    while (!std::filesystem::exists(state_dir / (mode.tag + ".sock"))) {
      if (sys::steady_seconds() > end) {
        throw EnvironmentError(fmt::format("virtiofsd for {} did not start", mode.tag),
                               "apt-get install qemu-system-common");
      }
      sys::interruptible_sleep(0.02);
    }
  }
}

void start_ssh_server(sys::CommandRunner& runner, const std::string& network_namespace,
                      const std::filesystem::path& enter, const std::filesystem::path& tree,
                      const std::filesystem::path& state_dir) {
  start_detached(runner, network_namespace, state_dir, "sshd",
                 {"sh", enter.string(), tree.string(), state_dir.string(), "/usr/sbin/sshd", "-D",
                  "-e", "-o", "PermitRootLogin=prohibit-password", "-o", "UsePAM=no"});
  if (!wait_for_port(runner, network_namespace, 22, 30)) {
    throw EnvironmentError("sshd did not start in the lab", "sharebench lab build");
  }
}

}  // namespace sharebench::lab
