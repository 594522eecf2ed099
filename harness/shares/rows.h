// Declares the rows that all.cpp lists; each is defined in a file of its own.
#pragma once

#include "harness/shares/share_type.h"

namespace sharebench::shares {

/// The row of NFS version 3.
ShareType nfs3();
/// The row of NFS version 4.1.
ShareType nfs4();
/// The row of VirtualBox shared folders.
ShareType vboxsf();
/// The row of FUSE over virtio.
ShareType virtiofs();
/// The row of 9p over virtio.
ShareType ninep();
/// The row of SFTP through FUSE.
ShareType sshfs();
/// The row of Docker for Mac's first file sharing.
ShareType osxfs();
/// The row of Docker Desktop's second file sharing.
ShareType grpcfuse();
/// The row of Parallels shared folders.
ShareType parallels();
/// The row of a synchronized copy.
ShareType copy();
/// The row of a bind mount, by whatever the engine uses.
ShareType engine_bind();
/// The row of a named volume.
ShareType engine_volume();
/// The row of the VM's own disk.
ShareType guest_disk();
/// The row of a directory of this machine.
ShareType native();

/// True when the comma-separated `options` contain `option` as a whole.
bool has_option(const std::string& options, const std::string& option);

}  // namespace sharebench::shares
