// A stand-in for a Mac with docker-machine on any Debian 12 box: boots a guest with a Docker
// engine, mounts shares in it, counts their round trips and paces NFS and vboxsf.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/core/clock_reading.h"
#include "harness/core/nfs_host.h"
#include "harness/lab/guest_console.h"
#include "harness/lab/guest_image.h"
#include "harness/lab/guest_mounts.h"
#include "harness/sys/command_runner.h"
#include "harness/sys/progress.h"

namespace sharebench::lab {

class FileLock;

struct LabOptions {
  std::filesystem::path source_dir;  ///< holds containers/lab (the repository or installed data)
  std::filesystem::path cache_dir;   ///< built images, one folder per hash of their inputs
  std::filesystem::path
      state_dir;  ///< one lab's sockets, overlay, served folders; made and removed
  std::string accelerator = "auto";  ///< "auto" (KVM is tried first), "kvm" or "tcg"
  bool with_tools = false;           ///< packages-tools.txt too, in an image of its own
  double boot_deadline_s = 240;  ///< of each of its two steps: a busy machine is no broken guest
  /// sharebench, which is called with `--internal-rpc-relay` for rpc_relay_main(), and beside which
  /// its parts are; empty: this program.
  std::filesystem::path program;
};

struct LabFacts {
  std::string kernel, docker_version, qemu_version, nfs_server, accelerator;
  bool emulated = true;  ///< true under TCG: seconds do not carry over to a Mac
  int cpus = 1;
  std::uint64_t memory_bytes = 0;
  double boot_s = 0;         ///< from starting QEMU to a Docker engine that answers
  double image_build_s = 0;  ///< 0 when the image was in the cache
};

class Lab {
 public:
  /// Builds the image when needed, boots the guest, waits until its Docker engine answers. Throws
  /// EnvironmentError (not root, tool missing, no boot within the deadline) and Interrupted; then
  /// nothing is left behind.
  static std::unique_ptr<Lab> up(sys::CommandRunner& runner, const LabOptions& options,
                                 sys::Progress& progress);

  /// Takes over the lab that an earlier process left with keep(). Throws EnvironmentError when
  /// there is none in `options.state_dir`.
  static std::unique_ptr<Lab> adopt(sys::CommandRunner& runner, const LabOptions& options);

  /// Calls down() unless keep() was called.
  ~Lab();
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  /// Leaves the lab running when this object goes (`sharebench lab up`).
  void keep();

  /// Ends every process of the lab, removes its namespace and state directory. Never throws.
  void down() noexcept;

  const LabFacts& facts() const { return facts_; }

  /// The network namespace that everything of this lab runs in.
  const std::string& network_namespace() const { return namespace_; }

  /// The side of the lab that plays the Mac and serves NFS.
  NfsHost nfs_host() const;

  /// Argv prefix that runs a program of this machine, or of the lab's tree, where the stranger is:
  /// on the host's other network, at kStrangerAddress.
  std::vector<std::string> as_stranger(bool of_tree) const;

  /// Mounts share `type` (vboxsf nfs3 nfs4 9p virtiofs sshfs disk) in the guest on a fresh, empty
  /// folder. `options` are the share's own (`actimeo=0`; a word without value as {"noac", ""}). NFS
  /// goes through the relay. Throws UsageError for an unknown type or option, EnvironmentError
  /// otherwise.
  GuestMount mount(const std::string& type, const std::map<std::string, std::string>& options);

  /// Unmounts and removes the folder on both sides. Throws EnvironmentError when it is busy.
  void unmount(const GuestMount& mount);

  /// Requests since the mount, cumulative: "round_trips" and "round_trips.<KIND>"; FUSE shares have
  /// "forgets" too, which nobody waits for; vboxsf has "wire_bytes" and "service_ns"; the disk has
  /// "disk_reads" and "disk_writes".
  std::map<std::string, std::uint64_t> counters(const GuestMount& mount);

  /// Writes everything back and empties the guest's caches.
  void drop_caches();

  /// From now on each NFS call is held for `seconds` on its way to the server, and each vboxsf call
  /// before its reply.
  void set_pace(double seconds);

  /// What was held since the last set_pace(): "calls", "held_mean_s", "held_max_s" of the relay for
  /// `type` nfs3 and nfs4, of the vboxsf server for vboxsf.
  std::map<std::string, double> pace_statistics(const std::string& type);

  /// Has the vboxsf server answer calls with a status of ours, as its --fault option; "none" ends
  /// it. Throws UsageError for what it cannot read.
  void set_vboxsf_fault(const std::string& specification);

  /// Steady seconds of this machine and CLOCK_MONOTONIC seconds of the guest, read together.
  ClockReading clocks();

  /// Argv prefix of a Docker client that drives the guest's engine.
  std::vector<std::string> docker() const;

  /// Argv of an interactive shell in the guest.
  std::vector<std::string> shell() const;

  /// Argv prefix that runs a program of this machine inside the lab's network namespace.
  std::vector<std::string> in_namespace() const;

  /// Runs one shell line in the guest as root. A deadline that passes ends the command (timed_out).
  sys::CommandResult guest(const std::string& shell_line, double timeout_s);

 private:
  Lab(sys::CommandRunner& runner, const LabOptions& options);
  void boot(sys::Progress& progress);
  void start_servers();
  void start_guest(const std::string& accelerator);
  void wait_for_docker();
  void connect();
  std::unique_ptr<sys::Child> bridge(const std::string& socket);
  std::string ask(sys::Child& server, const std::string& line);
  void command(sys::Child& server, const std::string& line);
  std::vector<std::string> relay_argv() const;

  sys::CommandRunner& runner_;
  LabOptions options_;
  BuiltImage image_;
  std::string namespace_;
  LabFacts facts_;
  std::unique_ptr<GuestConsole> console_;
  std::unique_ptr<GuestMounts> mounts_;
  std::unique_ptr<sys::Child> relay_, vboxsf_;
  std::unique_ptr<FileLock> lock_;
  bool keep_ = false;
  bool is_up_ = false;
};

/// A sentence about the lab in `state_dir`: up since when, or not there.
std::string status(sys::CommandRunner& runner, const std::filesystem::path& state_dir);

/// Ends the lab in `state_dir`, alive or half dead; false when there is none (`sharebench lab
/// down`).
bool take_down(sys::CommandRunner& runner, const std::filesystem::path& state_dir);

/// Ends labs below `state_root` whose process is gone (their lock is free and they were not kept):
/// processes, namespace, directory. A sentence for each.
std::vector<std::string> clean_leftovers(sys::CommandRunner& runner,
                                         const std::filesystem::path& state_root);

}  // namespace sharebench::lab
