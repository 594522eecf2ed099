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
  kLowDisk,          ///< little space is left; values: where, free
  kPower,            ///< on battery, or in low power mode; values: state
  kSpotlight,        ///< what is written is indexed; values: dir
  kNoJournal,        ///< ext4 without a journal is written to; values: dir
  kOtherLoad,        ///< a program keeps the host busy; values: program, percent
  kGuestBusy,        ///< the load average in the guest was high; values: target, load, cpus
  kCaseInsensitive,  ///< names differ there in more than their case; values: share
  kSettingsDiffer,   ///< the mount is not what the engine is set to; values: share, set, from,
                     ///< observed
  kVersionUnknown,   ///< nobody knows which release was measured; values: target, product
};

struct Warning {
  WarningCode code = WarningCode::kEmulated;
  std::map<std::string, std::string> values{};

  friend bool operator==(const Warning&, const Warning&) = default;
};

/// Appends the warning unless the same is there; of some, such as low_disk, also unless another is
/// about the same thing.
void warn_once(std::vector<Warning>& warnings, const Warning& warning);

/// The warnings for a reader: those of cold_unproved that differ only in the workload are one,
/// which names two workloads and counts the others ("a on x, b on x and 14 more").
std::vector<Warning> gathered(const std::vector<Warning>& warnings);

/// The stable name used in run files: "emulated", "cold_unproved", ...
std::string warning_name(WarningCode code);

/// The code of a stable name; throws DataError when unknown.
WarningCode warning_code(const std::string& name);

/// One or two sentences for a person, with the mend in them.
std::string warning_text(const Warning& warning);

}  // namespace sharebench
