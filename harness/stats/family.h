// Many comparisons, one decision: how to say FAIL or PASS of a family without being fooled by its
// size.
//
// Sources: Holm 1979; Benjamini, Hochberg 1995; Berger 1982 (intersection-union: all of them must
// hold, so each may be tested at the full level).
#pragma once

#include <string>
#include <vector>

#include "harness/core/error.h"
#include "harness/core/verdict.h"
#include "harness/stats/sequential.h"

namespace sharebench::stats {

/// Holm's adjusted p-values, in the order of `p`: the i-th smallest times (n - i + 1), made to
/// rise, at most 1. Rejecting those <= a keeps the chance of any false rejection at a.
std::vector<double> holm_adjusted(const std::vector<double>& p);

/// Benjamini and Hochberg's q-values, in the order of `p`: the i-th smallest times n / i, made to
/// rise from the right, at most 1.
std::vector<double> benjamini_hochberg(const std::vector<double>& p);

/// One comparison of a family: labels, and ln(candidate / baseline) of its blocks in order.
struct FamilyMember {
  std::string workload{}, baseline{}, candidate{};
  std::vector<double> d{};
};

/// Every member's verdict by decide(), with p_holm, q_slower and sentence, and the answer:
/// unfit when `unfit` names a reason;
/// FAIL when Holm rejects "not slower by more than the margin" for any member at half the design's
/// overall level (sequential p-values only fall, so later blocks never take it back);
/// PASS when every member is equivalent or an improvement; else, and without members, undecided.
FamilyVerdict judge_family(const std::vector<FamilyMember>& members, const SequentialDesign& design,
                           double margin, const std::vector<std::string>& unfit);

/// True while a member is undecided, or the answer is (a regression that Holm does not reject yet).
bool needs_more_blocks(const FamilyVerdict& family);

/// What an undecided answer counts as (--undecided).
enum class UndecidedAs { kUndecided, kPass, kFail };

/// 0 PASS, 1 FAIL, 3 undecided, 4 unfit; `undecided_as` maps 3 alone.
ExitCode exit_code(Answer answer, UndecidedAs undecided_as);

}  // namespace sharebench::stats
