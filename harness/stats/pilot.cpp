// Pilot samples, sorted by mount.
#include "harness/stats/pilot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace sharebench::stats {
namespace {

constexpr std::size_t kFewestPilotMounts = 5, kSamples = 12;

/// ln(seconds) of one workload by block and share, in order of execution.
std::vector<std::vector<double>> mounts_of(const Run& run, int workload) {
  std::vector<const Sample*> in_order;
  for (const Sample& sample : run.pilot) {
    const Cell& cell = run.plan.cells[static_cast<std::size_t>(sample.cell)];
    if (cell.workload == workload && !cell.full_size) in_order.push_back(&sample);
  }
  std::stable_sort(in_order.begin(), in_order.end(),
                   [](const Sample* a, const Sample* b) { return a->position < b->position; });
  std::map<std::pair<int, int>, std::vector<double>> by_mount;
  std::map<std::pair<int, int>, bool> spoilt;
  for (const Sample* sample : in_order) {
    const int mount = run.plan.cells[static_cast<std::size_t>(sample->cell)].mount;
    const std::pair<int, int> key{sample->block, mount};
    if (!sample->failure.empty() || !(sample->elapsed_s > 0)) {
      spoilt[key] = true;
      continue;
    }
    by_mount[key].push_back(std::log(sample->elapsed_s));
  }
  std::vector<std::vector<double>> mounts;
  for (auto& [key, logs] : by_mount) {
    if (!spoilt[key] && logs.size() == kSamples) mounts.push_back(std::move(logs));
  }
  return mounts;
}

}  // namespace

std::vector<PilotFinding> judge_pilot(const Run& run) {
  std::vector<PilotFinding> findings;
  for (int workload = 0; workload < std::ssize(run.plan.workloads); ++workload) {
    const auto mounts = mounts_of(run, workload);
    if (mounts.size() < kFewestPilotMounts) continue;
    findings.push_back(
        {run.plan.workloads[static_cast<std::size_t>(workload)].label, find_warm_up(mounts)});
  }
  return findings;
}

int warmups_for(const std::vector<PilotFinding>& findings) {
  int most = 0;
  for (const PilotFinding& finding : findings) most = std::max(most, finding.warm_up.samples);
  return most;
}

std::string sentence(const WarmUp& warm_up) {
  if (warm_up.state == SteadyState::kNone) {
    return fmt::format("no steady state within {} samples", warm_up.samples);
  }
  return fmt::format("{}: {} sample{}", name(warm_up.state), warm_up.samples,
                     warm_up.samples == 1 ? "" : "s");
}

}  // namespace sharebench::stats
