// Answers a chosen call with a chosen status instead of the service, for tests of what a guest
// makes of a failure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sharebench::vboxsf {

/// "write:3:-152" answers the third write with -152, "write:3+:-152" that and all later ones.
struct Fault {
  std::uint32_t function = 0;
  std::uint64_t first = 1;
  bool and_later = false;
  std::int32_t status = 0;
};

/// Reads FUNCTION:N[+]:STATUS, the function as in function_names.h in any case. Throws UsageError,
/// which names the text, for an unknown function, an N below 1 or a status that is not negative.
Fault parse_fault(const std::string& text);

class FaultInjector {
 public:
  /// Replaces the fault, or takes it away; calls are counted from now on.
  void set(std::optional<Fault> fault);

  /// Counts a call of `function`; the status to answer it with when it is its turn.
  std::optional<std::int32_t> next(std::uint32_t function);

 private:
  std::optional<Fault> fault_{};
  std::uint64_t seen_ = 0;
};

}  // namespace sharebench::vboxsf
