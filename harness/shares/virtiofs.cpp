// virtiofs, a FUSE protocol over virtio.
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType virtiofs() {
  return {"virtiofs",
          Channel::kVirtiofs,
          "FUSE over virtio (virtiofsd in the lab, VirtioFS on Docker Desktop)",
          "fstype virtiofs",
          {},
          [](const ObservedMount& m) { return m.fstype == "virtiofs"; }};
}

}  // namespace sharebench::shares
