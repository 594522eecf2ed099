// Adjustments and the answer.
#include "harness/stats/family.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "harness/core/units.h"
#include "harness/stats/verdict.h"

namespace sharebench::stats {
namespace {

/// Places of `p` from the smallest value to the largest.
std::vector<std::size_t> ascending(const std::vector<double>& p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  return order;
}

void adjust(std::vector<Verdict>& verdicts, const std::vector<double>& p_slower) {
  std::vector<double> p;
  for (const Verdict& verdict : verdicts) p.push_back(verdict.p);
  const std::vector<double> holm = holm_adjusted(p);
  const std::vector<double> q = benjamini_hochberg(p_slower);
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    verdicts[i].p_holm = holm[i];
    verdicts[i].q_slower = q[i];
  }
}

bool passes(const Verdict& verdict) {
  return verdict.finding == Finding::kEquivalent || verdict.finding == Finding::kImprovement;
}

Answer answer_of(const FamilyVerdict& family, double one_sided_level) {
  const std::vector<Verdict>& all = family.verdicts;
  if (!family.unfit.empty()) return Answer::kUnfit;
  const auto rejected = [&](const Verdict& verdict) { return verdict.p_holm <= one_sided_level; };
  if (std::any_of(all.begin(), all.end(), rejected)) return Answer::kFail;
  if (!all.empty() && std::all_of(all.begin(), all.end(), passes)) return Answer::kPass;
  return Answer::kUndecided;
}

std::string words(const FamilyVerdict& family, double one_sided_level) {
  const std::string head = answer_name(family.answer);
  const std::size_t n = family.verdicts.size();
  const auto count = [&](const auto& holds) {
    return std::count_if(family.verdicts.begin(), family.verdicts.end(), holds);
  };
  switch (family.answer) {
    case Answer::kUnfit:
      return fmt::format("{}: {}", head, fmt::join(family.unfit, "; "));
    case Answer::kFail:
      return fmt::format("{}: {} of {} comparisons slower by more than {}, adjusted for all {}",
                         head, count([&](const Verdict& v) { return v.p_holm <= one_sided_level; }),
                         n, format_percent(family.verdicts.front().margin), n);
    case Answer::kPass:
      return fmt::format("{}: none of {} comparisons is slower by more than {}", head, n,
                         format_percent(family.verdicts.front().margin));
    case Answer::kUndecided:
      break;
  }
  return fmt::format("{}: {} of {} comparisons cannot be passed yet", head,
                     count([](const Verdict& v) { return !passes(v); }), n);
}

}  // namespace

std::vector<double> holm_adjusted(const std::vector<double>& p) {
  std::vector<double> adjusted(p.size());
  double largest = 0;
  auto left = static_cast<double>(p.size());
  for (const std::size_t i : ascending(p)) {
    largest = std::max(largest, std::min(1.0, left * p[i]));
    adjusted[i] = largest;
    --left;
  }
  return adjusted;
}

std::vector<double> benjamini_hochberg(const std::vector<double>& p) {
  std::vector<double> q(p.size());
  const std::vector<std::size_t> order = ascending(p);
  const auto n = static_cast<double>(p.size());
  double least = 1;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    const std::size_t i = order[rank - 1];
    least = std::min(least, p[i] * n / static_cast<double>(rank));
    q[i] = least;
  }
  return q;
}

FamilyVerdict judge_family(const std::vector<FamilyMember>& members, const SequentialDesign& design,
                           double margin, const std::vector<std::string>& unfit) {
  std::vector<FamilyResult> results;
  for (const FamilyMember& member : members) {
    Verdict verdict = decide(member.d, design, margin);
    verdict.workload = member.workload;
    verdict.baseline = member.baseline;
    verdict.candidate = member.candidate;
    verdict.sentence = sentence(verdict);
    results.push_back({verdict, sequential_p(member.d, design, 0)});
  }
  return family_of(results, design.overall(), unfit);
}

FamilyVerdict family_of(const std::vector<FamilyResult>& results, double overall,
                        const std::vector<std::string>& unfit) {
  FamilyVerdict family;
  family.unfit = unfit;
  std::vector<double> p_slower;
  for (const FamilyResult& result : results) {
    family.verdicts.push_back(result.verdict);
    p_slower.push_back(result.p_slower);
  }
  adjust(family.verdicts, p_slower);
  const double one_sided_level = overall / 2;
  family.answer = answer_of(family, one_sided_level);
  family.sentence = words(family, one_sided_level);
  return family;
}

bool needs_more_blocks(const FamilyVerdict& family) {
  if (family.answer == Answer::kUndecided) return true;
  return std::any_of(family.verdicts.begin(), family.verdicts.end(),
                     [](const Verdict& v) { return v.finding == Finding::kUndecided; });
}

ExitCode exit_code(Answer answer, UndecidedAs undecided_as) {
  if (answer == Answer::kUndecided && undecided_as == UndecidedAs::kPass) return ExitCode::kYes;
  if (answer == Answer::kUndecided && undecided_as == UndecidedAs::kFail) return ExitCode::kNo;
  return answer_exit_code(answer);
}

}  // namespace sharebench::stats
