// A count says how often a share asks, not how much of that a program waits for.
#include "harness/report/counts_only.h"

#include <algorithm>

#include "harness/report/charts/words.h"
#include "harness/report/figure_text.h"

namespace sharebench::report {

std::vector<Summary> counts_only(const Report& report) {
  std::vector<Summary> found;
  if (report.serial.empty()) return found;
  for (const Summary& row : report.summaries) {
    const bool held =
        std::any_of(report.serial.begin(), report.serial.end(), [&](const auto& slope) {
          return slope.workload == row.workload && slope.share == row.share;
        });
    if (row.pace_s == 0 && row.round_trips && !held) found.push_back(row);
  }
  return found;
}

std::string counts_only_text(const Summary& summary, const std::string& lang) {
  return say(lang, "counts only: {} round trips", round_trips_text(summary, lang));
}

}  // namespace sharebench::report
