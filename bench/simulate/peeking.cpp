// The mistake that repeated intervals mend: a plain 95 % interval, looked at after every block.
#include <algorithm>

#include "bench/simulate/rules.h"
#include "harness/stats/signed_rank.h"
#include "harness/stats/verdict.h"

namespace sharebench::simulate {

Peek peek_after_every_block(const std::vector<double>& d, double margin, double truth) {
  Estimate estimate;
  Finding finding = Finding::kUndecided;
  for (auto end = d.begin() + std::min<std::ptrdiff_t>(6, std::ssize(d));; ++end) {
    estimate = stats::hodges_lehmann({d.begin(), end});
    finding = stats::finding_of(estimate, margin);
    if (finding != Finding::kUndecided || end == d.end()) break;
  }
  const bool covers = !estimate.low || (*estimate.low <= truth && truth <= *estimate.high);
  return {finding == Finding::kRegression, covers};
}

}  // namespace sharebench::simulate
