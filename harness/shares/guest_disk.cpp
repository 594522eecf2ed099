// The disk of the VM itself: what a share is compared with.
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType guest_disk() {
  return {"disk",
          Channel::kGuestDisk,
          "the own disk of the VM, no share at all",
          "a disk file system (ext4, xfs, btrfs)",
          {},
          [](const ObservedMount& m) {
            return m.fstype == "ext4" || m.fstype == "xfs" || m.fstype == "btrfs";
          }};
}

}  // namespace sharebench::shares
