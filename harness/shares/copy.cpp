// A synchronized copy on the VM's own disk: no share, and never to be shown as one.
#include "harness/shares/backend.h"
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType copy() {
  return {"copy",
          Channel::kEngineBind,
          "a copy in the VM that a program keeps up to date (synchronized shares, Mutagen)",
          "a disk file system of the VM at the path of a directory of the host",
          {},
          [](const ObservedMount& m) { return backend_of(m).id == "disk"; }};
}

}  // namespace sharebench::shares
