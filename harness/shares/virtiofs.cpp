// virtiofs, a FUSE protocol over virtio.
#include "harness/shares/backend.h"
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType virtiofs() {
  return {"virtiofs",
          Channel::kVirtiofs,
          "FUSE over virtio (virtiofsd in the lab, VirtioFS on Docker Desktop)",
          "fstype virtiofs, or fakeowner on Docker Desktop",
          {},
          [](const ObservedMount& m) { return backend_of(m).id == "virtiofs"; }};
}

}  // namespace sharebench::shares
