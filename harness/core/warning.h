// Everything that a run can warn about; the words are in warning.cpp, so that reports can show
// them.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace sharebench {

enum class WarningCode {
  kEmulated,         ///< TCG: seconds are not hardware seconds
  kColdUnproved,     ///< a cold read could not be shown to be cold
  kSampleFailed,     ///< a sample failed; values: workload, share, reason
  kBlockInvalid,     ///< a block was discarded; values: block, reason
  kBlocksDiscarded,  ///< values: discarded, blocks, failures: what failed of which share
  kSameEngine,       ///< a swap command changed nothing that can be seen; values: engine
  kFewBlocks,        ///< fewer than six blocks: no interval
  kBusyMachine,      ///< the load average was high; values: load, cpus
  kIncomplete,       ///< the run was stopped before its last block
  kNotGuarded,       ///< NFS was measured, its exposure was not checked
  kExposed,          ///< NFS was measured although it was not shut; values: verdict
  kSameFilesystem,   ///< two arms are on the same file system
  kShortSample,      ///< a sample too short for the clock
  kCoarseClock,      ///< clock source hpet, acpi_pm or jiffies
};

struct Warning {
  WarningCode code = WarningCode::kEmulated;
  std::map<std::string, std::string> values{};

  friend bool operator==(const Warning&, const Warning&) = default;
};

/// Appends the warning unless the same is there.
void warn_once(std::vector<Warning>& warnings, const Warning& warning);

/// The stable name used in run files: "emulated", "cold_unproved", ...
std::string warning_name(WarningCode code);

/// The code of a stable name; throws DataError when unknown.
WarningCode warning_code(const std::string& name);

/// One or two sentences for a person, with the mend in them.
std::string warning_text(const Warning& warning);

}  // namespace sharebench
