// Figures of one cell.
#include "harness/stats/summary.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "harness/core/costs.h"
#include "harness/stats/outliers.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

constexpr const char* kRoundTrips = "round_trips";
constexpr const char* kByKind = "round_trips.";

using Samples = std::vector<const Sample*>;

double median_of(const Samples& samples, const std::function<double(const Sample&)>& figure) {
  std::vector<double> values;
  for (const Sample* sample : samples) values.push_back(figure(*sample));
  return median(values);
}

Estimate seconds_over_blocks(const SampleIndex& index, int cell) {
  std::vector<double> logs;
  for (int block = 0; block < index.blocks(); ++block) {
    std::vector<double> block_logs;
    for (const Sample* sample : index.at(cell, block)) {
      if (sample) block_logs.push_back(std::log(sample->elapsed_s));
    }
    if (!block_logs.empty()) logs.push_back(median(block_logs));
  }
  Estimate estimate = hodges_lehmann(logs);
  estimate.value = std::exp(estimate.value);
  if (estimate.low) estimate.low = std::exp(*estimate.low);
  if (estimate.high) estimate.high = std::exp(*estimate.high);
  return estimate;
}

int count_outliers(const Samples& samples) {
  std::vector<double> seconds;
  for (const Sample* sample : samples) seconds.push_back(sample->elapsed_s);
  return find_outliers(seconds).count;
}

void add_latency(const Samples& samples, Summary& summary) {
  Samples timed;
  std::copy_if(samples.begin(), samples.end(), std::back_inserter(timed),
               [](const Sample* sample) { return sample->latency.count > 0; });
  if (timed.empty()) return;
  summary.latency_p50_s = median_of(timed, [](const Sample& s) { return s.latency.p50_s; });
  summary.latency_p90_s = median_of(timed, [](const Sample& s) { return s.latency.p90_s; });
  summary.latency_p99_s = median_of(timed, [](const Sample& s) { return s.latency.p99_s; });
  for (const Sample* sample : timed) {
    summary.latency_max_s = std::max(summary.latency_max_s, sample->latency.max_s);
  }
}

using KindCounts = std::vector<std::pair<std::string, double>>;

/// Medians by kind, a kind that a sample does not name being 0 there; largest first, then by name.
KindCounts round_trips_by_kind(const Samples& counted) {
  std::set<std::string> kinds;
  for (const Sample* sample : counted) {
    for (const auto& [name, value] : sample->counters) {
      if (name.starts_with(kByKind)) kinds.insert(name);
    }
  }
  KindCounts by_kind;
  for (const std::string& kind : kinds) {
    const double count = median_of(counted, [&](const Sample& sample) {
      const auto found = sample.counters.find(kind);
      return found == sample.counters.end() ? 0.0 : found->second;
    });
    by_kind.emplace_back(kind.substr(std::string(kByKind).size()), count);
  }
  std::stable_sort(by_kind.begin(), by_kind.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return by_kind;
}

void add_round_trips(const Samples& samples, Summary& summary) {
  Samples counted;
  std::vector<double> totals;
  for (const Sample* sample : samples) {
    const auto found = sample->counters.find(kRoundTrips);
    if (found == sample->counters.end()) continue;
    counted.push_back(sample);
    totals.push_back(found->second);
  }
  if (counted.empty()) return;
  summary.round_trips = median(totals);
  summary.round_trips_min = *std::min_element(totals.begin(), totals.end());
  summary.round_trips_max = *std::max_element(totals.begin(), totals.end());
  summary.round_trips_by_kind = round_trips_by_kind(counted);
}

}  // namespace

std::vector<Summary> summarize(const Run& run, const SampleIndex& index) {
  std::vector<Summary> summaries;
  for (int cell = 0; cell < std::ssize(run.plan.cells); ++cell) {
    const Cell& box = run.plan.cells[static_cast<std::size_t>(cell)];
    if (box.full_size || !is_judged(run.plan, box.workload)) continue;
    const WorkloadSpec& workload = run.plan.workloads[static_cast<std::size_t>(box.workload)];
    Summary summary;
    summary.cell = cell;
    summary.workload = workload.label;
    summary.share = run.mounts[static_cast<std::size_t>(box.mount)].share.name;
    summary.unit = workload.unit;
    summary.pace_s = box.pace_s;
    for (int block = 0; block < index.blocks(); ++block) {
      const BlockSamples& list = index.at(cell, block);
      summary.failures += static_cast<int>(std::count(list.begin(), list.end(), nullptr));
    }
    const Samples samples = index.of_cell(cell);
    summary.samples = static_cast<int>(samples.size());
    if (samples.empty() && summary.failures == 0) continue;
    if (!samples.empty()) {
      summary.seconds = seconds_over_blocks(index, cell);
      const auto amount = [](std::uint64_t n) { return static_cast<double>(n); };
      const double ops = median_of(samples, [&](const Sample& s) { return amount(s.ops); });
      const double bytes = median_of(samples, [&](const Sample& s) { return amount(s.bytes); });
      if (ops > 0) summary.ops_per_s = ops / summary.seconds.value;
      if (bytes > 0) summary.bytes_per_s = bytes / summary.seconds.value;
      add_latency(samples, summary);
      add_round_trips(samples, summary);
      summary.outliers = count_outliers(samples);
    }
    summaries.push_back(summary);
  }
  return summaries;
}

std::vector<FullSizeCount> full_size_counts(const Run& run) {
  std::vector<FullSizeCount> counts;
  for (std::size_t cell = 0; cell < run.plan.cells.size(); ++cell) {
    const Cell& box = run.plan.cells[cell];
    if (!box.full_size) continue;
    const Sample* last = nullptr;
    for (const Sample& sample : run.samples) {
      const bool usable = static_cast<std::size_t>(sample.cell) == cell && !sample.warmup &&
                          sample.failure.empty() && sample.verified &&
                          sample.counters.contains(kRoundTrips);
      if (usable) last = &sample;
    }
    if (!last) continue;
    FullSizeCount count;
    count.workload = run.plan.full_size[static_cast<std::size_t>(box.workload)].label;
    count.share = run.mounts[static_cast<std::size_t>(box.mount)].share.name;
    count.round_trips = last->counters.at(kRoundTrips);
    count.by_kind = round_trips_by_kind({last});
    count.ops = static_cast<double>(last->ops);
    count.bytes = static_cast<double>(last->bytes);
    counts.push_back(count);
  }
  return counts;
}

}  // namespace sharebench::stats
