// The names of verdicts, as files and scripts see them.
#include "harness/core/guard_state.h"

namespace sharebench {

std::string guard_verdict_name(GuardVerdict verdict) {
  switch (verdict) {
    case GuardVerdict::kProtected:
      return "protected";
    case GuardVerdict::kExposed:
      return "exposed";
    case GuardVerdict::kVmBlocked:
      return "vm_blocked";
    default:
      return "unknown";
  }
}

}  // namespace sharebench
