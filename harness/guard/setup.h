// Puts the guard in place: what would change is shown first, every change can be undone exactly.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/core/guard_state.h"
#include "harness/guard/edits.h"
#include "harness/guard/policy.h"
#include "harness/guard/steps.h"
#include "harness/sys/command_runner.h"

namespace sharebench::guard {

struct Setup {
  std::vector<Step> steps{};         ///< in order: NFS is not opened before the rules stand
  std::vector<std::string> notes{};  ///< what the user should know
};

/// nfsd as `nfsd status` tells it.
struct Nfsd {
  bool enabled = true, running = true;
};

/// The texts of the files that a setup edits; nothing: not there.
struct Found {
  std::string kernel = "Darwin";
  std::optional<std::string> pf_conf{}, nfs_conf{}, exports{}, plist{}, nft{};
  Nfsd nfsd{};
};

/// The names of the two checks in a setup: do the rules shut the pinned ports, though NFS may not
/// be there yet? And is everything shut that really listens?
extern const char* const kRulesStand;
extern const char* const kIsProtected;

/// The label of our LaunchDaemon and the places of the files.
extern const char* const kGuardLabel;
extern const char* const kExportsFile;

/// Reads them through the runner. Throws EnvironmentError for one that is there and cannot be read.
Found find_files(sys::CommandRunner& runner);

/// "nfsd service is enabled", "nfsd is running (pid N, T threads)"; nothing said: enabled, running.
Nfsd parse_nfsd_status(const std::string& text);

/// What `apply` would do. Pure; `settings` are those of nfs.conf. Throws DataError when
/// /etc/pf.conf cannot be loaded as it is.
Setup plan_setup(const Policy& policy, Style style, const Found& found,
                 const std::vector<Setting>& settings = guarded_settings());

/// The plan for a person: every step, what undoes it, the notes.
std::string show(const Setup& setup);

}  // namespace sharebench::guard
