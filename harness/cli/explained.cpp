// Two pure rooms, one after the other.
#include "harness/cli/explained.h"

#include <utility>

#include "harness/explain/prediction.h"
#include "harness/stats/build_report.h"

namespace sharebench::cli {

Report explained_report(Run run) {
  Report report = stats::build_report(std::move(run));
  if (!explain::holds_costs(report.run)) return report;
  Explanation explanation = explain::explain(report.run, {});
  if (!explanation.predictions.empty()) report.explanation = std::move(explanation);
  return report;
}

}  // namespace sharebench::cli
