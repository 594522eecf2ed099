// A bind mount of a host folder, by whatever file sharing the engine is set to.
#include "harness/shares/rows.h"

namespace sharebench::shares {

ShareType engine_bind() {
  return {"bind",
          Channel::kEngineBind,
          "a bind mount by the file sharing that the engine is set to (reported as observed)",
          "any fstype",
          {},
          [](const ObservedMount& m) { return !m.fstype.empty(); }};
}

}  // namespace sharebench::shares
