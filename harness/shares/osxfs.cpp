// osxfs, the first file sharing of Docker for Mac.
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType osxfs() {
  return {"osxfs",
          Channel::kEngineBind,
          "the first file sharing of Docker for Mac",
          "fstype fuse.osxfs",
          {{"consistency", "consistent, cached or delegated"}},
          [](const ObservedMount& m) { return m.fstype == "fuse.osxfs"; }};
}

}  // namespace sharebench::shares
