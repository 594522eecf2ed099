// A named volume: a folder on the VM disk that the engine manages.
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType engine_volume() {
  return {"volume",
          Channel::kEngineVolume,
          "a named volume of the engine",
          "a disk file system (ext4, xfs, btrfs, f2fs)",
          {},
          [](const ObservedMount& m) {
            return m.fstype == "ext4" || m.fstype == "xfs" || m.fstype == "btrfs" ||
                   m.fstype == "f2fs";
          }};
}

}  // namespace sharebench::shares
