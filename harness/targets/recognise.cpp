// Nothing is believed that can be observed.
#include "harness/targets/recognise.h"

#include <fmt/format.h>

#include "harness/core/error.h"
#include "harness/shares/mountinfo.h"
#include "harness/shares/share_type.h"

namespace sharebench::targets {

ObservedMount recognise(const Share& share, const RunnerFacts& facts) {
  if (facts.mountinfo.empty()) return {};
  const auto observed = shares::mount_of(facts.mountinfo, facts.dir);
  if (!observed) {
    throw EnvironmentError(
        fmt::format("the mount table of the runner has no entry for {}", facts.dir),
        "run it again with --record FILE and send that file to us");
  }
  shares::check_recognised(share, *observed);
  return *observed;
}

}  // namespace sharebench::targets
