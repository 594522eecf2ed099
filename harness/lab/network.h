// The network namespace that holds everything of one lab: nothing in it is reachable from outside,
// and it names all processes that must end with the lab.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/sys/command_runner.h"

namespace sharebench::lab {

/// As VirtualBox's host-only network, which docker-machine uses on a Mac.
inline constexpr const char* kHostAddress = "192.168.56.1";
inline constexpr const char* kGuestAddress = "192.168.56.10";
inline constexpr const char* kTap = "tap0";
inline constexpr int kNfsPort = 2049;
inline constexpr int kMountPort = 20048;
inline constexpr int kRelayPort = 12049;  ///< where the guest reaches the server through the relay
inline constexpr int kDockerPort = 2375;

/// The host's other network, on which a stranger is: addresses for documentation (RFC 5737, 3849).
inline constexpr const char* kOpenInterface = "en0";
inline constexpr const char* kOpenAddress = "192.0.2.1";
inline constexpr const char* kOpenAddress6 = "2001:db8::1";
inline constexpr const char* kStrangerAddress = "192.0.2.2";
inline constexpr const char* kStrangerAddress6 = "2001:db8::2";

/// A name that no other lab has: hashed from the state directory and a random number.
std::string new_namespace_name(const std::filesystem::path& state_dir);

/// The namespace of the stranger beside the lab of that name.
std::string stranger_namespace(const std::string& name);

/// Makes the namespace with loopback and the tap, and the stranger's, which a network joins to it.
/// Throws EnvironmentError.
void make_namespace(sys::CommandRunner& runner, const std::string& name);

/// Kills every process in the namespace and in the stranger's, waits until they are gone, deletes
/// both. Does nothing when there are none.
void delete_namespace(sys::CommandRunner& runner, const std::string& name);

/// Ids of the processes in the namespace.
std::vector<int> namespace_processes(sys::CommandRunner& runner, const std::string& name);

/// True when the namespace exists.
bool namespace_exists(sys::CommandRunner& runner, const std::string& name);

/// Argv that runs `argv` in the namespace, with its own private mount namespace.
std::vector<std::string> in_namespace(const std::string& name,
                                      const std::vector<std::string>& argv);

/// Argv that runs `argv` in directory `dir`: socket paths stay below the 107 bytes of sun_path.
std::vector<std::string> in_directory(const std::filesystem::path& dir,
                                      const std::vector<std::string>& argv);

/// Starts `argv` in the namespace and `dir`, detached from us, its output in `dir`/log/`log`.
void start_detached(sys::CommandRunner& runner, const std::string& name,
                    const std::filesystem::path& dir, const std::string& log,
                    const std::vector<std::string>& argv);

}  // namespace sharebench::lab
