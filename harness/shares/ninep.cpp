// 9p over virtio, as Lima and minikube use it.
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType ninep() {
  return {"9p",
          Channel::kNineP,
          "Plan 9 file protocol over virtio",
          "fstype 9p",
          {{"msize", "largest message in bytes"}, {"cache", "none, loose, mmap or fscache"}},
          [](const ObservedMount& m) { return m.fstype == "9p"; }};
}

}  // namespace sharebench::shares
