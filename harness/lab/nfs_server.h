// nfs-ganesha in the lab's namespace: the server that Debian can run without touching the kernel's
// own or installing anything on this machine.
#pragma once

#include <filesystem>
#include <string>

#include "harness/sys/command_runner.h"

namespace sharebench::lab {

/// ganesha.conf: NFSv3 and NFSv4 over TCP, /srv for everybody in the namespace, as root.
std::string ganesha_conf();

/// Starts rpcbind and ganesha out of `tree`, serving `state_dir`/srv, and waits until both answer.
/// `async_export` is sharebench-async-export.so. Throws EnvironmentError with the server's own
/// words when it does not come up.
void start_nfs_server(sys::CommandRunner& runner, const std::string& network_namespace,
                      const std::filesystem::path& enter, const std::filesystem::path& tree,
                      const std::filesystem::path& state_dir,
                      const std::filesystem::path& async_export);

/// Waits until something listens on TCP `port` in the namespace. False after `deadline_s`.
bool wait_for_port(sys::CommandRunner& runner, const std::string& network_namespace, int port,
                   double deadline_s);

/// From now on the server exports an empty folder of `state_dir`/srv, and what will be in it,
/// asynchronously. Throws EnvironmentError where the file system has no such mark.
void export_asynchronously(sys::CommandRunner& runner, const std::filesystem::path& folder);

}  // namespace sharebench::lab
