// Slopes over pace, block by block.
#include "harness/stats/slope.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "harness/core/costs.h"
#include "harness/core/run_rules.h"
#include "harness/stats/block_ratio.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

/// Slope of every block that has samples at both paces.
using BlockSlopes = std::map<int, double>;

struct Arm {
  BlockSlopes slopes;
  double pace_low_s = 0, pace_high_s = 0;
  bool waits = false;
};

BlockSlopes slopes_of(const SampleIndex& samples, int low_cell, int high_cell, double pace_span_s) {
  BlockSlopes slopes;
  for (int block = 0; block < samples.blocks(); ++block) {
    const auto low = samples.median_seconds(low_cell, block);
    const auto high = samples.median_seconds(high_cell, block);
    if (low && high) slopes[block] = (*high - *low) / pace_span_s;
  }
  return slopes;
}

/// The number of blocks in which the share was seen to make no round trip; 0 when it made any.
int blocks_without_round_trips(const Run& run, const SampleIndex& samples, int mount,
                               int workload) {
  std::vector<bool> seen(run.blocks.size(), false);
  for (int cell = 0; cell < std::ssize(run.plan.cells); ++cell) {
    const Cell& box = run.plan.cells[static_cast<std::size_t>(cell)];
    if (box.full_size || box.mount != mount || box.workload != workload) continue;
    for (const Sample* sample : samples.of_cell(cell)) {
      const auto counter = sample->counters.find("round_trips");
      if (counter == sample->counters.end() || counter->second != 0) return 0;
      seen[static_cast<std::size_t>(sample->block)] = true;
    }
  }
  return static_cast<int>(std::count(seen.begin(), seen.end(), true));
}

bool all_positive(const BlockSlopes& slopes) {
  return std::all_of(slopes.begin(), slopes.end(), [](const auto& s) { return s.second > 0; });
}

/// The second of each pair: blocks and their slopes or ratios.
template <typename Pairs>
std::vector<double> values_of(const Pairs& pairs) {
  std::vector<double> values;
  for (const auto& [block, value] : pairs) values.push_back(value);
  return values;
}

bool waits(const Estimate& slope, const BlockSlopes& slopes) {
  if (!slope.low) return all_positive(slopes);
  return *slope.low > 0;  // an interval below 0 is noise: nobody waits a negative time
}

/// The smallest and the largest pace above 0 that this share and workload were timed at.
std::optional<Arm> paced_arm(const Run& run, const SampleIndex& samples, int mount, int workload) {
  Arm arm;
  int low_cell = -1, high_cell = -1;
  for (int cell = 0; cell < std::ssize(run.plan.cells); ++cell) {
    const Cell& box = run.plan.cells[static_cast<std::size_t>(cell)];
    if (box.full_size || box.mount != mount || box.workload != workload || !(box.pace_s > 0)) {
      continue;
    }
    if (low_cell < 0 || box.pace_s < arm.pace_low_s) {
      low_cell = cell;
      arm.pace_low_s = box.pace_s;
    }
    if (high_cell < 0 || box.pace_s > arm.pace_high_s) {
      high_cell = cell;
      arm.pace_high_s = box.pace_s;
    }
  }
  if (low_cell < 0 || low_cell == high_cell) return std::nullopt;
  arm.slopes = slopes_of(samples, low_cell, high_cell, arm.pace_high_s - arm.pace_low_s);
  if (arm.slopes.empty()) return std::nullopt;
  return arm;
}

bool has_ratio(const Arm& arm) {
  return arm.waits && all_positive(arm.slopes);
}

/// Every block that has both slopes, with its ln(candidate / baseline).
std::vector<std::pair<int, double>> log_ratios(const Arm& baseline, const Arm& candidate) {
  std::vector<std::pair<int, double>> ratios;
  for (const auto& [block, slope] : candidate.slopes) {
    const auto other = baseline.slopes.find(block);
    if (other == baseline.slopes.end()) continue;
    ratios.emplace_back(block, std::log(slope) - std::log(other->second));
  }
  return ratios;
}

}  // namespace

std::map<int, double> log_slopes(const Run& run, const SampleIndex& samples, int mount,
                                 int workload) {
  if (!run.mounts[static_cast<std::size_t>(mount)].can_pace) return {};
  std::optional<Arm> arm = paced_arm(run, samples, mount, workload);
  if (!arm || !all_positive(arm->slopes)) return {};
  arm->waits = waits(hodges_lehmann(values_of(arm->slopes)), arm->slopes);
  if (!has_ratio(*arm)) return {};
  for (auto& [block, slope] : arm->slopes) slope = std::log(slope);
  return arm->slopes;
}

SerialResult serial_round_trips(const Run& run, const SampleIndex& samples) {
  SerialResult result;
  const bool paced = std::any_of(run.plan.cells.begin(), run.plan.cells.end(),
                                 [](const Cell& cell) { return cell.pace_s > 0; });
  if (!paced) return result;
  for (int workload = 0; workload < std::ssize(run.plan.workloads); ++workload) {
    if (!is_judged(run.plan, workload)) continue;
    const std::string& label = run.plan.workloads[static_cast<std::size_t>(workload)].label;
    std::map<int, Arm> arms;
    for (int mount = 0; mount < std::ssize(run.mounts); ++mount) {
      const Mount& where = run.mounts[static_cast<std::size_t>(mount)];
      SerialRoundTrips row;
      row.workload = label;
      row.share = where.share.name;
      if (!where.can_pace) {
        row.slope.n = blocks_without_round_trips(run, samples, mount, workload);
        if (row.slope.n > 0) result.slopes.push_back(row);
        continue;
      }
      std::optional<Arm> arm = paced_arm(run, samples, mount, workload);
      if (!arm) continue;
      row.pace_low_s = arm->pace_low_s;
      row.pace_high_s = arm->pace_high_s;
      row.slope = hodges_lehmann(values_of(arm->slopes));
      row.waits = arm->waits = waits(row.slope, arm->slopes);
      result.slopes.push_back(row);
      arms.emplace(mount, *std::move(arm));
    }
    for (const auto& [mount, arm] : arms) {
      const auto baseline = arms.find(baseline_for(run, mount));
      if (baseline == arms.end() || baseline->first == mount) continue;
      if (!has_ratio(baseline->second) || !has_ratio(arm)) continue;
      auto ratios = log_ratios(baseline->second, arm);
      if (ratios.empty()) continue;
      result.ratios.push_back({label,
                               run.mounts[static_cast<std::size_t>(baseline->first)].share.name,
                               run.mounts[static_cast<std::size_t>(mount)].share.name,
                               ratio_estimate(values_of(ratios)), std::move(ratios)});
    }
  }
  return result;
}

}  // namespace sharebench::stats
