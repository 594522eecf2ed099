// What the actions of `sharebench guard` share: where the state comes from, how a verdict is
// printed.
#pragma once

#include "harness/cli/command.h"
#include "harness/cli/world.h"
#include "harness/guard/check.h"
#include "harness/guard/pf.h"

namespace sharebench::cli {

/// The text of a file that an option names. Throws UsageError when it cannot be read.
std::string read_file(const std::string& file);

/// The value of an option that this action cannot do without. Throws UsageError.
std::string needed(const Arguments& arguments, const std::string& name);

/// The folder of --captured; nothing with --pf-conf alone; else this machine is asked, or with
/// --lab the side of the lab that plays the Mac.
guard::Captured captured_of(const Arguments& arguments, World& world);

/// The packet filter of --pf-conf, or of what was captured. Throws DataError for a file that pfctl
/// would refuse.
guard::PfModel model_of(const Arguments& arguments, const guard::Captured& captured);

/// The options of `check` as a request.
guard::CheckRequest check_request(const Arguments& arguments, World& world);

/// 0 protected, 3 unknown, 1 otherwise.
ExitCode exit_code(GuardVerdict verdict);

/// The lab of --lab as seen from the stranger beside it.
struct LabOutside {
  NfsHost host{};
  std::vector<std::string> scan{};  ///< argv before nmap
  std::vector<std::string> call{};  ///< argv before rpcinfo
};
LabOutside lab_outside(const Arguments& arguments, World& world);

/// `guard capture`.
ExitCode guard_capture(const Arguments& arguments, World& world);
/// `guard plan`.
ExitCode guard_plan(const Arguments& arguments, World& world);
/// `guard apply`.
ExitCode guard_apply(const Arguments& arguments, World& world);
/// `guard undo`.
ExitCode guard_undo(const Arguments& arguments, World& world);
/// `guard probe`.
ExitCode guard_probe(const Arguments& arguments, World& world);

}  // namespace sharebench::cli
