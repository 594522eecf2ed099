// System calls of a workload, read from what strace wrote: counts for shares without counters.
#pragma once

#include <string>

#include "harness/explain/counts.h"

namespace sharebench::explain {

/// Calls of `strace -f -y` on names or files below `folder` between the first and the second answer
/// that the runner wrote to its standard output: those of the timed part. Kinds are the calls by
/// their plain names ("openat" is "open"), with what came of them where that decides the price:
/// "stat (missing)", "create", and reads and writes of more than two pages as "read in blocks" of
/// 64 KiB. "path component" counts the names below `folder` that the kernel walked.
KindCounts parse_strace(const std::string& trace, const std::string& folder);

}  // namespace sharebench::explain
