// sshfs: SFTP through FUSE, the old default of Lima and Colima.
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType sshfs() {
  return {"sshfs",
          Channel::kSshfs,
          "SFTP through FUSE",
          "fstype fuse.sshfs",
          {},
          [](const ObservedMount& m) { return m.fstype == "fuse.sshfs"; }};
}

}  // namespace sharebench::shares
