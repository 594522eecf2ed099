// Whether a report says what its samples say.
#pragma once

#include <string>
#include <vector>

#include "harness/core/error.h"
#include "harness/report/figures.h"

namespace sharebench::report {

/// What was found in a report, against what comes out of its run file now.
struct Difference {
  std::string figure{};  ///< its name, or "not a figure"
  std::string detail{};  ///< "printed 3, computed 4", "line 7"
};

struct Verification {
  std::vector<Difference> differences{};
  int figures = 0;         ///< compared
  bool by_figure = false;  ///< another version made the report, so only figures were compared
  int unknown = 0;         ///< figures that only the report has, or only this version
  ExitCode code() const;   ///< kYes, kNo, or kCannotTell where some or all are unknown
};

/// Holds `found` against `expected`, the same report rendered now. Byte for byte with the same
/// version; figure by figure otherwise. `sealed` is what the stamp says (stamp.h); a report that
/// was changed after it was made never passes.
Verification verify(ReportKind kind, const std::string& expected, const std::string& found,
                    bool same_version, bool sealed);

}  // namespace sharebench::report
