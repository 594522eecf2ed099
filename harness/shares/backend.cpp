// A table of file system types as /proc/self/mountinfo prints them in a container.
#include "harness/shares/backend.h"

#include <fmt/format.h>

#include "harness/shares/rows.h"

namespace sharebench::shares {
namespace {

struct Row {
  const char* fstype;
  const char* id;
  const char* name;
  bool shared;
};

// Docker Desktop puts fakeowner, its own layer that hides who owns a file, over virtiofs.
constexpr Row kRows[] = {
    {"vboxsf", "vboxsf", "VirtualBox shared folders", true},
    {"nfs4", "nfs4", "NFS version 4", true},
    {"virtiofs", "virtiofs", "VirtioFS", true},
    {"fakeowner", "virtiofs", "VirtioFS under Docker Desktop's fakeowner", true},
    {"fuse.osxfs", "osxfs", "osxfs", true},
    {"fuse.grpcfuse", "grpcfuse", "gRPC FUSE", true},
    {"fuse.sshfs", "sshfs", "sshfs", true},
    {"9p", "9p", "9p", true},
    {"prl_fs", "prl_fs", "Parallels shared folders", true},
    {"fuse.prl_fsd", "prl_fs", "Parallels shared folders", true},
    {"vmhgfs", "vmhgfs", "VMware shared folders", true},
    {"fuse.vmhgfs-fuse", "vmhgfs", "VMware shared folders", true},
    {"cifs", "smb", "SMB", true},
    {"smb3", "smb", "SMB", true},
    {"ext4", "disk", "a disk of the engine's machine", false},
    {"ext3", "disk", "a disk of the engine's machine", false},
    {"xfs", "disk", "a disk of the engine's machine", false},
    {"btrfs", "disk", "a disk of the engine's machine", false},
    {"f2fs", "disk", "a disk of the engine's machine", false},
    {"zfs", "disk", "a disk of the engine's machine", false},
    {"overlay", "disk", "layers of a container on the engine's machine", false},
    {"tmpfs", "memory", "memory of the engine's machine", false},
    {"ramfs", "memory", "memory of the engine's machine", false},
};

}  // namespace

Backend backend_of(const ObservedMount& observed) {
  if (observed.fstype == "nfs") {
    const bool third = has_option(observed.options, "vers=3");
    return {third ? "nfs3" : "nfs", third ? "NFS version 3" : "NFS"};
  }
  for (const Row& row : kRows) {
    if (observed.fstype == row.fstype) return {row.id, row.name, row.shared};
  }
  return {observed.fstype, fmt::format("the file system {}", observed.fstype)};
}

}  // namespace sharebench::shares
