// gRPC FUSE, the second file sharing of Docker Desktop.
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType grpcfuse() {
  return {"grpcfuse",
          Channel::kEngineBind,
          "the second file sharing of Docker Desktop",
          "fstype fuse.grpcfuse",
          {},
          [](const ObservedMount& m) { return m.fstype == "fuse.grpcfuse"; }};
}

}  // namespace sharebench::shares
