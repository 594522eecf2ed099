// A named volume: a folder on the VM disk that the engine manages.
#include "harness/shares/backend.h"
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType engine_volume() {
  return {"volume",
          Channel::kEngineVolume,
          "a named volume of the engine",
          "a disk file system (ext4, xfs, btrfs, f2fs, zfs, overlay)",
          {},
          [](const ObservedMount& m) { return backend_of(m).id == "disk"; }};
}

}  // namespace sharebench::shares
