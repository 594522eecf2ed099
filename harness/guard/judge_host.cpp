// capture(), then check(), on the other side of the host's door.
#include "harness/guard/judge_host.h"

#include <fmt/format.h>

#include "harness/guard/capture.h"
#include "harness/guard/check.h"
#include "harness/guard/setup.h"
#include "harness/sys/entered_runner.h"

namespace sharebench::guard {

Captured capture_host(sys::CommandRunner& runner, const NfsHost& host) {
  sys::EnteredRunner there(runner, host.enter);
  CaptureOptions options;
  options.labels = {kGuardLabel};
  return capture(there, options);
}

GuardState judge_host(sys::CommandRunner& runner, const std::optional<NfsHost>& host) {
  if (!host) {
    return {.verdict = GuardVerdict::kUnknown,
            .evidence = {"where the NFS server of this target runs is not known"}};
  }
  return check(capture_host(runner, *host), request_for(*host));
}

std::string why_open(const GuardState& state) {
  if (state.verdict == GuardVerdict::kProtected) return "";
  std::string why = fmt::format("the verdict is {}", guard_verdict_name(state.verdict));
  for (const std::string& line : state.evidence) why += "; " + line;
  return why;
}

}  // namespace sharebench::guard
