// A directory of this machine, whatever file system it is on: no VM between.
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType native() {
  return {"native",
          Channel::kHostDirectory,
          "a directory of this machine, no VM (local only; name others with NAME=DIR)",
          "any fstype",
          {},
          [](const ObservedMount&) { return true; }};
}

}  // namespace sharebench::shares
