// The NFS mount inside the VM: its options, and the lines of bootlocal.sh that make it at every
// boot.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/core/mount.h"
#include "harness/guard/edits.h"
#include "harness/sys/command_runner.h"

namespace sharebench::nfs {

/// boot2docker runs it as root at the end of every boot, behind the start of Docker
/// (boot2docker:rootfs/rootfs/bootscript.sh).
extern const char* const kBootlocal;

/// A vboxsf mount, as it is made again by hand.
struct Vboxsf {
  std::string name{};     ///< of the shared folder: "Users"
  std::string options{};  ///< for -o
};

/// One folder that the VM shall have by NFS.
struct VmMount {
  std::string source{};            ///< "192.168.99.1:/System/Volumes/Data/Users"
  std::string folder{};            ///< where it is mounted: "/Users"
  std::string options{};           ///< for -o
  std::optional<Vboxsf> vboxsf{};  ///< what stands at `folder` without NFS
};

/// The lines around what is ours in a file.
inline const guard::Marks kNfsMarks = {"# sharebench-nfs-begin", "# sharebench-nfs-end"};

/// bootlocal.sh with a marked section that makes the mounts: vboxsf is unmounted first, and put
/// back when NFS cannot be mounted. It stands right behind the first line, so that nothing of the
/// script's own keeps it from running. Throws EnvironmentError for a script that no POSIX shell
/// reads, DataError for a section without end.
std::string edit_bootlocal(const std::string& text, const std::vector<VmMount>& mounts);

/// Runs that section of the file and nothing else of it.
std::vector<std::string> run_section();

/// Takes NFS away where it is mounted, and mounts vboxsf where it was and is not.
std::vector<std::string> put_vboxsf_back(const std::vector<VmMount>& mounts);

/// What is mounted at exactly this folder: the last line of the mount table for it.
std::optional<ObservedMount> mounted_at(const std::string& mountinfo, const std::string& folder);

/// The vboxsf that a section of ours puts back at `folder`; nothing: there is none.
std::optional<Vboxsf> noted_vboxsf(const std::string& bootlocal, const std::string& folder);

/// The vboxsf behind `folder`: as it is mounted (asked of the VM whose it is, where the kernel does
/// not show it), or where NFS is already, as our section noted it.
std::optional<Vboxsf> vboxsf_behind(sys::CommandRunner& vm, const std::string& mountinfo,
                                    const std::string& bootlocal, const std::string& folder);

/// What to give `mount -o` so that a vboxsf mount is made again as it was; `owner` ("1000:50")
/// where the mount table does not tell it: Linux's own driver shows no options.
std::string vboxsf_options(const ObservedMount& observed, const std::string& owner);

/// Empty when the mount table has NFS from the right server at every folder, else what it has.
std::string why_not_mounted(const std::string& mountinfo, const std::vector<VmMount>& mounts);

/// True when every folder has NFS from the right place with every wanted option that the kernel
/// shows.
bool is_mounted(const std::string& mountinfo, const std::vector<VmMount>& mounts);

}  // namespace sharebench::nfs
