// The stopping rule and its words.
#include "harness/stats/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "harness/core/units.h"
#include "harness/stats/precision.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

/// Blocks before the first look: where the middle seems to be, and no interval.
Estimate without_look(const std::vector<double>& d) {
  Estimate estimate;
  if (d.empty()) return estimate;
  estimate.value = hodges_lehmann(d).value;
  estimate.n = static_cast<int>(d.size());
  return estimate;
}

std::string figures(const Verdict& verdict) {
  const Estimate& ratio = verdict.ratio;
  if (ratio.n == 0) return "no block has both";
  if (!ratio.low || !ratio.high) {
    return fmt::format("{}, no interval yet, n = {} blocks", format_ratio(ratio.value), ratio.n);
  }
  return fmt::format("{}, {} interval {} to {}, n = {} blocks, margin {}",
                     format_ratio(ratio.value), format_percent(1 - verdict.level),
                     format_ratio(*ratio.low), format_ratio(*ratio.high), ratio.n,
                     format_percent(verdict.margin));
}

std::string meaning(const Verdict& verdict) {
  const bool slower = verdict.lean == Lean::kSlower;
  switch (verdict.finding) {
    case Finding::kRegression:
      return "slower by more than the margin";
    case Finding::kImprovement:
      return "faster by more than the margin";
    case Finding::kEquivalent:
      if (verdict.lean == Lean::kNone) return "equal within the margin";
      return fmt::format("{}, within the margin", slower ? "slower" : "faster");
    case Finding::kUndecided:
      break;
  }
  if (verdict.lean == Lean::kNone) return "not yet told apart";
  return fmt::format("{}, but not yet clear whether by more than the margin",
                     slower ? "slower" : "faster");
}

}  // namespace

Finding finding_of(const Estimate& log_ratio, double margin) {
  if (!(margin > 0)) throw std::invalid_argument("a margin must be above 0");
  if (!log_ratio.low || !log_ratio.high) return Finding::kUndecided;
  const double m = std::log1p(margin);
  if (*log_ratio.low > m) return Finding::kRegression;
  if (*log_ratio.high < -m) return Finding::kImprovement;
  if (*log_ratio.low >= -m && *log_ratio.high <= m) return Finding::kEquivalent;
  return Finding::kUndecided;
}

Lean lean_of(const Estimate& log_ratio) {
  if (log_ratio.low && *log_ratio.low > 0) return Lean::kSlower;
  if (log_ratio.high && *log_ratio.high < 0) return Lean::kFaster;
  return Lean::kNone;
}

Verdict decide(const std::vector<double>& d, const SequentialDesign& design, double margin) {
  const std::vector<Look> looks = looks_at(d, design, std::log1p(margin));
  Estimate rests_on = looks.empty() ? without_look(d) : looks.back().estimate;
  const auto first = std::find_if(looks.begin(), looks.end(), [&](const Look& look) {
    return finding_of(look.estimate, margin) != Finding::kUndecided;
  });
  if (first != looks.end()) rests_on = first->estimate;
  Verdict verdict;
  verdict.finding = finding_of(rests_on, margin);
  verdict.lean = lean_of(rests_on);
  verdict.margin = margin;
  verdict.level = design.overall();
  verdict.p = sequential_p(looks, design);
  if (rests_on.n > 0) verdict.ratio = as_ratio(rests_on);
  if (verdict.finding == Finding::kUndecided) {
    verdict.projected_blocks = projected_blocks(d, design, margin);
  }
  return verdict;
}

std::string sentence(const Verdict& verdict) {
  const std::string more = verdict.projected_blocks
                               ? fmt::format("; about {} blocks in all have even odds to tell",
                                             *verdict.projected_blocks)
                               : "";
  return fmt::format("{}: {} against {} on {} is {} ({}{})", finding_name(verdict.finding),
                     verdict.candidate, verdict.baseline, verdict.workload, meaning(verdict),
                     figures(verdict), more);
}

}  // namespace sharebench::stats
