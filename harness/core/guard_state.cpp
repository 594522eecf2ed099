// The names of verdicts, as files and scripts see them.
#include "harness/core/guard_state.h"

#include <fmt/format.h>

#include "harness/core/error.h"

namespace sharebench {
namespace {

int distance(GuardVerdict verdict) {
  switch (verdict) {
    case GuardVerdict::kProtected:
      return 0;
    case GuardVerdict::kVmBlocked:
      return 1;
    case GuardVerdict::kUnknown:
      return 2;
    default:
      return 3;
  }
}

}  // namespace

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

bool worse(GuardVerdict a, GuardVerdict b) {
  return distance(a) > distance(b);
}

GuardVerdict guard_verdict(const std::string& name) {
  for (const GuardVerdict verdict : {GuardVerdict::kProtected, GuardVerdict::kExposed,
                                     GuardVerdict::kVmBlocked, GuardVerdict::kUnknown}) {
    if (name == guard_verdict_name(verdict)) return verdict;
  }
  throw DataError(fmt::format("'{}' is no verdict of the guard", name),
                  "read it with the version of sharebench that wrote it");
}

std::string guard_sentence(const GuardState& state) {
  std::string text = guard_verdict_name(state.verdict);
  for (const Exposure& door : state.exposures) {
    const bool wrong = door.from == "vm" ? door.decision != "pass" : door.decision != "block";
    if (!wrong || (state.verdict == GuardVerdict::kVmBlocked) != (door.from == "vm")) continue;
    return text + fmt::format(": {} {}/{} on {} ({}) from {}: {}, by {}", door.service, door.proto,
                              door.port, door.interface, door.family, door.from, door.decision,
                              door.rule);
  }
  return state.evidence.empty() ? text : text + ": " + state.evidence.front();
}

}  // namespace sharebench
