// Where NFS is set up: a row of functions each for docker-machine and Docker Desktop on a Mac, and
// for the lab.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/core/nfs_host.h"
#include "harness/guard/file_state.h"
#include "harness/guard/setup.h"
#include "harness/guard/steps.h"
#include "harness/nfs/vm_mount.h"

namespace sharebench::nfs {

struct Request {
  std::string machine = "default";        ///< docker-machine's name for the VM
  std::string vm{};                       ///< its address; empty: as the machine's tool tells
  std::string map_to{};                   ///< "501:20": whose accesses the VM's are; empty: ours
  std::string volume = "sharebench-nfs";  ///< Docker Desktop: the name of the engine's volume
  std::vector<std::string> folders{"/Users"};
  std::vector<guard::Client> others{};  ///< VMs that NFS is set up for already
  std::string mount_options{};          ///< added to, or put in place of, those of mount_options()
  NfsHost lab{};                        ///< of the lab alone
  std::string lab_host{};               ///< the lab's own address for the guest
};

/// What was found before anything is planned.
struct Found {
  std::string system{};          ///< "macOS 10.15.7"
  guard::Policy policy{};        ///< who may reach NFS, and what is exported
  guard::Found host{};           ///< files of the packet filter and of NFS
  std::string exports_link{};    ///< where /etc/exports leads when it is a link
  guard::FileState server{};     ///< the lab's ganesha.conf
  guard::FileState bootlocal{};  ///< in the VM
  std::string mountinfo{};       ///< of the VM
  std::vector<VmMount> mounts{};
  std::string volume_options{};  ///< of an engine volume that is there already
  bool volume_there = false, rules_loaded = false;
  std::vector<std::string> warnings{};
};

struct Plan {
  std::vector<guard::Step> steps{};
  std::vector<std::string> notes{}, warnings{};
};

/// The name of the check that the VM's mount table shows NFS, beside those of guard/setup.h.
extern const char* const kIsMounted;

struct Place {
  std::string name{}, summary{};
  /// Asks; changes nothing. Throws EnvironmentError for what is not there or not running.
  Found (*look)(const Request& request, const guard::Sides& sides);
  /// Pure. The steps of the host come before those of the VM.
  void (*plan_host)(const Request& request, const Found& found, Plan& plan);
  void (*plan_vm)(const Request& request, const Found& found, Plan& plan);
};

/// docker-machine, docker-desktop, lab.
const std::vector<Place>& places();

/// Throws UsageError with the nearest name.
const Place& place_of(const std::string& name);

/// Every step in the order in which NFS is never open before the rules stand. Pure.
Plan plan_nfs(const Place& place, const Request& request, const Found& found);

/// Throws EnvironmentError unless docker-machine says that the VM is running.
void check_running(sys::CommandRunner& runner, const std::string& machine);

/// The rows, each in a file of its own.
Place docker_machine();
Place docker_desktop();
Place lab_place();

/// bootlocal.sh and the mount: shared by docker-machine and the lab.
void plan_bootlocal(const Request& request, const Found& found, Plan& plan);

}  // namespace sharebench::nfs
