// What two runs have in common: the workloads, shares and paces that may be compared, and the
// differences that forbid it or belong into a warning.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/core/run.h"
#include "harness/stats/merge_runs.h"

namespace sharebench::stats {

/// The number of blocks that count.
int valid_blocks(const Run& run);

/// Throws DataError when none does.
void check_blocks(const Run& run);

/// Throws DataError for emulated against hardware, and for another machine unless `options` allow
/// it; then it is a warning.
void check_machines(const Run& base, const Run& candidate, const MergeOptions& options,
                    std::vector<std::string>& warnings);

/// Workloads of both runs, in the order of the base; warns of those that one alone has. Throws
/// DataError when there are none, or when one is not the same work in both.
std::vector<WorkloadSpec> common_workloads(const Run& base, const Run& candidate,
                                           std::vector<std::string>& warnings);

/// How often the base runs the body of each of `workloads` in a sample; warns where the candidate
/// does it another number of times, which shifts the ratio a little.
std::vector<int> common_repeats(const Run& base, const Run& candidate,
                                const std::vector<WorkloadSpec>& workloads,
                                std::vector<std::string>& warnings);

/// Mounts of both runs that are compared: the ones of the same name, or the only ones. Throws
/// DataError when there are none.
std::vector<std::pair<int, int>> common_mounts(const Run& base, const Run& candidate,
                                               std::vector<std::string>& warnings);

/// Paces at which both runs timed something, 0 among them.
std::vector<double> common_paces(const Run& a, const Run& b);

/// Warns of everything that differs and does not forbid: versions, warm-ups, samples, levels, ways
/// to empty caches, and a run that was stopped.
void warn_of_differences(const Run& a, const Run& b, std::vector<std::string>& warnings);

/// How the blocks of both go together.
Pairing pairing_of(const Run& a, const Run& b);

}  // namespace sharebench::stats
