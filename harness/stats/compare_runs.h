// A verdict from two run files, with what it costs that they were not measured together.
#pragma once

#include <string>

#include "harness/core/report.h"
#include "harness/core/run.h"
#include "harness/stats/merge_runs.h"

namespace sharebench::stats {

struct CompareOptions {
  double margin = 0.05;
  bool other_host = false;
  std::string reference{};  ///< a share of both runs that every time is divided by; empty: none
};

struct RunComparison {
  Report report{};  ///< of both runs as one, judged as one family
  Pairing pairing = Pairing::kNone;
  std::string cost{};  ///< a sentence: whether blocks pair, and what it costs where they do not
};

/// Candidate against baseline on every workload and share that both have, at a fixed number of
/// blocks (95 %).
/// One run: block by block, as within any run.
/// One seed: block by block in order; blocks of a number did the same work at different times.
/// Else Mann and Whitney's shift between the blocks' numbers.
/// In the last two the interval is widened by sqrt((1 + r) / (1 - r)), r the autocorrelation of
/// successive blocks at its upper 95 % bound: what drifts makes blocks repeat each other, and a few
/// blocks show little of it. With a reference a block's number is its ratio to that share in the
/// same block, so that what changed for both between the files cancels, and r is as it was seen.
/// Serial round trips are compared where both were paced. Throws DataError as merge_runs() does,
/// and for an unknown reference.
RunComparison compare_runs(const Run& base, const Run& candidate, const CompareOptions& options);

}  // namespace sharebench::stats
