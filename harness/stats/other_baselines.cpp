// The statistics of build_report with another mount in the place of the baseline.
#include "harness/stats/other_baselines.h"

#include <utility>

#include "harness/stats/block_ratio.h"
#include "harness/stats/block_samples.h"
#include "harness/stats/slope.h"

namespace sharebench::stats {

std::vector<OtherBaseline> other_baselines(const Report& report) {
  std::vector<OtherBaseline> all;
  if (!report.run.plan.baselines.empty() || report.run.mounts.size() < 2) return all;
  Run run = report.run;
  const SampleIndex samples(run);
  for (int mount = 0; mount < std::ssize(run.mounts); ++mount) {
    if (mount == report.run.plan.baseline) continue;
    if (all.size() == kMostOtherBaselines) break;
    run.plan.baseline = mount;
    OtherBaseline other;
    other.mount = mount;
    other.baseline = run.mounts[static_cast<std::size_t>(mount)].share.name;
    other.comparisons = compare_all(run, samples);
    other.serial_ratios = serial_round_trips(run, samples).ratios;
    all.push_back(std::move(other));
  }
  return all;
}

}  // namespace sharebench::stats
