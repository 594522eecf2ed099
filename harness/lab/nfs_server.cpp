// Configures and starts nfs-ganesha.
#include "harness/lab/nfs_server.h"

#include <fmt/format.h>

#include <fstream>

#include "harness/core/error.h"
#include "harness/lab/network.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"

namespace sharebench::lab {
namespace {

namespace fs = std::filesystem;

constexpr const char* kAsyncExport = "async_export.so";

std::string tail(const fs::path& file) {
  std::ifstream in(file);
  std::string last;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) last = line;
  }
  return last.empty() ? "no word from it" : last;
}

/// The dynamic loader only warns of what it cannot load, and then every export would be
/// synchronous.
void check_preloaded(const fs::path& state_dir) {
  std::string pid;
  std::ifstream(state_dir / "run/ganesha.pid") >> pid;
  std::ifstream maps("/proc/" + pid + "/maps");
  for (std::string line; std::getline(maps, line);) {
    if (line.find(kAsyncExport) != std::string::npos) return;
  }
  throw EnvironmentError(
      fmt::format("nfs-ganesha did not load {}: {}", kAsyncExport, tail(state_dir / "log/ganesha")),
      "build sharebench on this machine; use a state directory that is not mounted noexec");
}

}  // namespace

std::string ganesha_conf() {
  return fmt::format(R"(NFS_Core_Param {{
  Protocols = 3, 4;
  NFS_Port = {};
  MNT_Port = {};
  Enable_NLM = false;
  Enable_RQUOTA = false;
  Enable_UDP = false;
  Plugins_Dir = /usr/lib/x86_64-linux-gnu/ganesha;
  fsid_device = true;
}}
NFSv4 {{
  Graceless = true;
  Only_Numeric_Owners = true;
  RecoveryBackend = fs;
}}
EXPORT {{
  Export_Id = 1;
  Path = /srv;
  Pseudo = /srv;
  Access_Type = RW;
  Squash = No_Root_Squash;
  SecType = sys;
  Protocols = 3, 4;
  Transports = TCP;
  FSAL {{
    Name = VFS;
  }}
}}
)",
                     kNfsPort, kMountPort);
}

bool wait_for_port(sys::CommandRunner& runner, const std::string& network_namespace, int port,
                   double deadline_s) {
  // Every listener of the namespace is in its /proc/net/tcp tables, in state 0A.
  sys::Command look;
  look.argv = in_namespace(network_namespace,
                           {"grep", "-qE", fmt::format(":{:04X} [0-9A-F]+:0000 0A", port),
                            "/proc/net/tcp", "/proc/net/tcp6"});
  look.timeout_s = 5;
  const double end = sys::steady_seconds() + deadline_s;
  while (!runner.run(look).ok()) {
    if (sys::steady_seconds() > end) return false;
    sys::interruptible_sleep(0.05);
  }
  return true;
}

void start_nfs_server(sys::CommandRunner& runner, const std::string& network_namespace,
                      const fs::path& enter, const fs::path& tree, const fs::path& state_dir,
                      const fs::path& async_export) {
  const std::vector<std::string> chrooted = {"sh", enter.string(), tree.string(),
                                             state_dir.string()};
  const auto start = [&](const std::string& log, const std::vector<std::string>& server) {
    std::vector<std::string> argv = chrooted;
    argv.insert(argv.end(), server.begin(), server.end());
    start_detached(runner, network_namespace, state_dir, log, argv);
  };
  std::ofstream(state_dir / "run/ganesha.conf") << ganesha_conf();
  start("rpcbind", {"rpcbind", "-f"});
  if (!wait_for_port(runner, network_namespace, 111, 30)) {
    throw EnvironmentError(
        fmt::format("rpcbind did not start: {}", tail(state_dir / "log/rpcbind")),
        "sharebench lab build");
  }
  fs::copy_file(async_export, state_dir / "run" / kAsyncExport);
  start("ganesha", {"env", fmt::format("LD_PRELOAD=/run/{}", kAsyncExport), "ganesha.nfsd", "-F",
                    "-L", "/run/ganesha.log", "-N", "NIV_CRIT", "-f", "/run/ganesha.conf", "-p",
                    "/run/ganesha.pid"});
  if (!wait_for_port(runner, network_namespace, kMountPort, 60)) {
    throw EnvironmentError(
        fmt::format("nfs-ganesha did not start: {}", tail(state_dir / "run/ganesha.log")),
        "use a state directory on ext4 or xfs");
  }
  check_preloaded(state_dir);
}

void export_asynchronously(sys::CommandRunner& runner, const fs::path& folder) {
  // chattr(1): ext4 and xfs hand the attribute d, "no dump", down to new files; that is tried here.
  constexpr const char* kMark =
      "chattr +d \"$1\" && : >\"$1/new\" && lsattr \"$1/new\" | cut -d' ' -f1 | grep -q d && rm "
      "\"$1/new\"";
  sys::Command mark;
  mark.argv = {"sh", "-c", kMark, "sh", folder.string()};
  mark.timeout_s = 10;
  if (runner.run(mark).ok()) return;
  throw EnvironmentError(fmt::format("{} cannot be exported asynchronously: its file system does "
                                     "not hand down the attribute \"no dump\" (chattr +d)",
                                     folder.string()),
                         "use a state directory on ext4 or xfs");
}

}  // namespace sharebench::lab
