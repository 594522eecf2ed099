// VirtualBox shared folders, the default of docker-machine.
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType vboxsf() {
  return {"vboxsf",
          Channel::kVboxsf,
          "VirtualBox shared folders",
          "fstype vboxsf",
          {{"ttl", "milliseconds that attributes are trusted"}},
          [](const ObservedMount& m) { return m.fstype == "vboxsf"; }};
}

}  // namespace sharebench::shares
