// An interval against a margin, and the sentence that says what came of it.
#pragma once

#include <string>
#include <vector>

#include "harness/core/verdict.h"
#include "harness/stats/sequential.h"

namespace sharebench::stats {

/// Where the interval [L, U] of `log_ratio` lies, m = ln(1 + margin): regression for L > m,
/// improvement for U < -m, equivalent for -m <= L and U <= m, else undecided; undecided without an
/// interval. The three hypotheses exclude each other, so asking for all three costs no level
/// (Jennison, Turnbull 1993, on equivalence with repeated intervals). `margin` > 0
/// (std::invalid_argument).
Finding finding_of(const Estimate& log_ratio, double margin);

/// Slower when the interval lies above 0, faster when below.
Lean lean_of(const Estimate& log_ratio);

/// The verdict on d = ln(candidate / baseline), one a block: of the first look of the design that
/// is not undecided, else of the last look that `d` reaches. Before the first look there is an
/// estimate and no interval; without a block the estimate's n is 0. `p` is the sequential p over
/// all looks that `d` reaches. Labels, p_holm and q_slower are left to the caller.
Verdict decide(const std::vector<double>& d, const SequentialDesign& design, double margin);

/// "REGRESSION: nfs3 against vboxsf on small_files takes 1.12x ..." in one line, with interval, n
/// and margin; undecided ones with what is known and how many blocks would do.
std::string sentence(const Verdict& verdict);

}  // namespace sharebench::stats
