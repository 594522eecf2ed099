// Parallels shared folders, as docker-machine's driver of Parallels mounts them.
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType parallels() {
  return {
      "prl_fs",
      Channel::kEngineBind,
      "Parallels shared folders",
      "fstype prl_fs",
      {},
      [](const ObservedMount& m) { return m.fstype == "prl_fs" || m.fstype == "fuse.prl_fsd"; }};
}

}  // namespace sharebench::shares
