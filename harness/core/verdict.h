// What may be said of a comparison against a margin, and of a family of them: what a script acts
// on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/core/comparison.h"
#include "harness/core/error.h"

namespace sharebench {

/// Where the interval of candidate / baseline lies against 1 / (1 + margin) and 1 + margin.
enum class Finding {
  kRegression,   ///< wholly above 1 + margin
  kImprovement,  ///< wholly below 1 / (1 + margin)
  kEquivalent,   ///< wholly between the two
  kUndecided,    ///< none of these, or no interval yet
};

/// Which side of 1 the whole interval lies on.
enum class Lean { kNone, kSlower, kFaster };

/// "REGRESSION", "IMPROVEMENT", "EQUIVALENT", "UNDECIDED".
std::string finding_name(Finding finding);

/// One comparison, judged.
struct Verdict {
  std::string workload{}, baseline{}, candidate{};  ///< labels
  Finding finding = Finding::kUndecided;
  Lean lean = Lean::kNone;
  double margin = 0;  ///< a fraction: 0.05 is 5 %
  Estimate ratio;  ///< candidate / baseline at the look that the finding rests on; n = its blocks
  std::optional<double> scale{};  ///< standard deviation of a block's log-ratio; none below six
  double level = 0;               ///< overall two-sided level of the interval, over all looks
  std::optional<int> projected_blocks{};  ///< undecided: blocks in all for even odds of a verdict
  double p = 1;         ///< sequential, one-sided, of "not slower by more than the margin"
  double p_holm = 1;    ///< p adjusted for the family
  double q_slower = 1;  ///< exploratory: Benjamini-Hochberg on "not slower at all"
  std::string sentence{};
};

/// What a whole family of comparisons amounts to.
enum class Answer { kPass, kFail, kUndecided, kUnfit };

/// "PASS", "FAIL", "UNDECIDED", "UNFIT".
std::string answer_name(Answer answer);

/// What a command exits with: 0 PASS, 1 FAIL, 3 undecided, 4 unfit.
ExitCode answer_exit_code(Answer answer);

/// All comparisons of one decision: every workload, target and candidate.
struct FamilyVerdict {
  Answer answer = Answer::kUndecided;
  std::vector<Verdict> verdicts{};   ///< in the order of the comparisons
  double nominal = 0;                ///< two-sided level at each look; 0 without verdicts
  std::vector<std::string> unfit{};  ///< why the environment cannot be judged in; empty when it can
  std::string sentence{};
};

}  // namespace sharebench
