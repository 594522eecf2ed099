// Which table answers which question, and in what order.
#include "harness/report/tables.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"
#include "harness/report/counts_only.h"
#include "harness/report/figure_text.h"

namespace sharebench::report {
namespace {

constexpr Align kLeft = Align::kLeft;
constexpr Align kRight = Align::kRight;
constexpr const char* kNoRatio = "-";

const Comparison* find_comparison(const Report& report, const Summary& row) {
  for (const Comparison& comparison : report.comparisons) {
    if (comparison.workload == row.workload && comparison.candidate == row.share &&
        comparison.pace_s == row.pace_s) {
      return &comparison;
    }
  }
  return nullptr;
}

/// The one share that all others are compared with; "baseline" where there are several.
std::string baseline_of(const Report& report) {
  const Run& run = report.run;
  const std::set<int> all(run.plan.baselines.begin(), run.plan.baselines.end());
  const auto baseline = static_cast<std::size_t>(all.empty() ? run.plan.baseline : *all.begin());
  return all.size() < 2 && baseline < run.mounts.size() ? run.mounts[baseline].share.name
                                                        : "baseline";
}

std::string versus(const Report& report) {
  return "vs " + baseline_of(report);
}

/// "baseline" on the baseline's own rows, the ratio or a dash elsewhere.
std::string ratio_cell(const Report& report, const std::string& share, const Estimate* ratio) {
  if (is_baseline(report.run, share)) return "baseline";
  return ratio ? ratio_text(*ratio) : kNoRatio;
}

/// "REGRESSION (slower)": the finding, and for undecided ones the side on which the interval lies.
std::string finding_text(const Verdict& verdict) {
  std::string text = finding_name(verdict.finding);
  if (verdict.finding != Finding::kUndecided) return text;
  if (verdict.lean != Lean::kNone) text += verdict.lean == Lean::kSlower ? ", slower" : ", faster";
  if (verdict.projected_blocks) text += fmt::format(", about {} blocks", *verdict.projected_blocks);
  return text;
}

/// Every comparison against the margin, and the geometric means over workloads below them.
Table verdict_table(const Report& report) {
  Table table;
  table.title = "Verdicts";
  table.note = fmt::format(
      "{} against {}, candidate over baseline, against a margin of {}. {}p is one-sided for \"more "
      "than the margin\", adjusted for all comparisons (Holm).",
      report.judged_on_serial ? "Serial round trips" : "Unpaced time", baseline_of(report),
      format_percent(report.run.plan.margin),
      report.run.plan.looks.empty()
          ? "95 % intervals at a number of blocks that was fixed beforehand; "
          : "Repeated intervals: 95 % over all looks, so the run may stop at any of them; ");
  table.header = {"workload", "share", "verdict", versus(report), "p", "n"};
  table.aligns = {kLeft, kLeft, kLeft, kRight, kRight, kRight};
  for (const Verdict& row : report.family.verdicts) {
    table.rows.push_back({row.workload, row.candidate, finding_text(row), ratio_text(row.ratio),
                          p_text(row.p_holm), std::to_string(row.ratio.n)});
  }
  for (const Geomean& row : report.geomeans) {
    table.rows.push_back({fmt::format("geometric mean of {}", row.workloads), row.candidate,
                          kNoRatio, ratio_text(row.ratio), kNoRatio, std::to_string(row.ratio.n)});
  }
  return table;
}

Table serial_table(const Report& report) {
  Table table;
  table.title = "Serial round trips";
  table.note =
      "The round trips that a program waits for one after another: the slope of time over pace, "
      "with "
      "its 95 % interval over n blocks. They carry over to hardware.";
  table.header = {"workload", "share", "serial round trips", versus(report), "n"};
  table.aligns = {kLeft, kLeft, kRight, kRight, kRight};
  for (const SerialRoundTrips& row : report.serial) {
    const Estimate* ratio = nullptr;
    for (const SerialRatio& other : report.serial_ratios) {
      if (other.workload == row.workload && other.candidate == row.share) ratio = &other.ratio;
    }
    table.rows.push_back({row.workload, row.share, serial_text(row),
                          ratio_cell(report, row.share, ratio), std::to_string(row.slope.n)});
    table.bars.push_back(row.waits ? row.slope.value : 0);
  }
  const std::vector<Summary> counted = counts_only(report);
  if (!counted.empty()) {
    table.note +=
        " Counts only: that share's round trips cannot be held, so how many of them a "
        "program waits for is not known.";
  }
  for (const Summary& row : counted) {
    table.rows.push_back({row.workload, row.share, counts_only_text(row), kNoRatio,
                          fmt::format("{} samples", samples_text(row))});
    table.bars.push_back(0);
  }
  return table;
}

Table round_trips_table(const Report& report) {
  Table table;
  table.title = "Round trips";
  table.note =
      "Counted in every unpaced sample: the median, with the range where samples differ, and the "
      "commonest kinds. They carry over to hardware.";
  table.header = {"workload", "share", "round trips", "samples", "by kind"};
  table.aligns = {kLeft, kLeft, kRight, kRight, kLeft};
  for (const Summary& row : report.summaries) {
    if (row.pace_s > 0 || !row.round_trips) continue;
    table.rows.push_back({row.workload, row.share, round_trips_text(row), samples_text(row),
                          kinds_text(row.round_trips_by_kind)});
    table.bars.push_back(*row.round_trips);
  }
  return table;
}

Table full_size_table(const Report& report) {
  Table table;
  table.title = "Round trips at full size";
  table.note = "Counted once each, exactly (n = 1); not timed.";
  table.header = {"workload", "share", "round trips", "operations", "data", "by kind"};
  table.aligns = {kLeft, kLeft, kRight, kRight, kRight, kLeft};
  for (const FullSizeCount& row : report.full_size) {
    table.rows.push_back({row.workload, row.share, format_count(row.round_trips),
                          format_count(row.ops), format_bytes(row.bytes), kinds_text(row.by_kind)});
    table.bars.push_back(row.round_trips);
  }
  return table;
}

Table time_table(const Report& report, double pace_s) {
  Table table;
  table.header = {"workload", "share", "time", versus(report), "p", "n", "samples"};
  table.aligns = {kLeft, kLeft, kRight, kRight, kRight, kRight, kRight};
  if (pace_s > 0) {
    table.title = fmt::format("Time with each round trip held for {}", format_seconds(pace_s));
    table.note =
        "Equal pace for every share is an assumption. 95 % intervals over n blocks; the host's own "
        "work is still in these times, the slope above takes it out.";
  } else if (is_emulated(report.run)) {
    table.title = "Raw seconds of the emulated VM";
    table.note =
        "Emulation, not hardware: neither these times nor their ratios carry over to a Mac. 95 % "
        "intervals over n blocks.";
  } else {
    table.title = "Time";
    table.note = "One sample of the workload, with 95 % intervals over n blocks.";
  }
  for (const Summary& row : report.summaries) {
    if (row.pace_s != pace_s) continue;
    const Comparison* comparison = find_comparison(report, row);
    table.rows.push_back({row.workload, row.share, seconds_text(row.seconds),
                          ratio_cell(report, row.share, comparison ? &comparison->ratio : nullptr),
                          comparison && comparison->p ? p_text(*comparison->p) : kNoRatio,
                          std::to_string(row.seconds.n), samples_text(row)});
    table.bars.push_back(row.samples > 0 ? std::optional(row.seconds.value) : std::nullopt);
  }
  return table;
}

Table rate_table(const Report& report) {
  Table table;
  table.title = "Rates";
  table.note = "Work of one sample over its time, with the interval of the time over n blocks.";
  table.header = {"workload", "share", "operations/s", "data/s", "n"};
  table.aligns = {kLeft, kLeft, kRight, kRight, kRight};
  table.detail = true;
  for (const Summary& row : report.summaries) {
    if (row.pace_s > 0 || (!row.ops_per_s && !row.bytes_per_s)) continue;
    const auto rate = [&](const std::optional<double>& value, std::string (*format)(double)) {
      return value ? rate_text(*value, row.seconds, format) : std::string(kNoRatio);
    };
    table.rows.push_back({row.workload, row.share, rate(row.ops_per_s, format_count),
                          rate(row.bytes_per_s, format_bytes), std::to_string(row.seconds.n)});
  }
  return table;
}

Table latency_table(const Report& report) {
  Table table;
  table.title = "Latency of one operation";
  table.note =
      "Percentiles inside a sample, then the median over samples; the largest of all under max. No "
      "interval is computed for percentiles.";
  table.header = {"workload", "share", "p50", "p90", "p99", "max", "samples"};
  table.aligns = {kLeft, kLeft, kRight, kRight, kRight, kRight, kRight};
  table.detail = true;
  for (const Summary& row : report.summaries) {
    if (row.pace_s > 0 || !(row.latency_max_s > 0)) continue;
    table.rows.push_back({row.workload, row.share, format_seconds(row.latency_p50_s),
                          format_seconds(row.latency_p90_s), format_seconds(row.latency_p99_s),
                          format_seconds(row.latency_max_s), samples_text(row)});
  }
  return table;
}

}  // namespace

std::vector<Table> tables(const Report& report) {
  const bool time_leads = !is_emulated(report.run) && report.serial.empty();
  const auto emulated = [&](Table table) {
    if (is_emulated(report.run)) table.note = "Emulation, not hardware. " + table.note;
    return table;
  };
  std::set<double> paces;
  for (const Summary& row : report.summaries) {
    if (row.pace_s > 0) paces.insert(row.pace_s);
  }
  std::vector<Table> all;
  all.push_back(verdict_table(report));
  if (time_leads) all.push_back(time_table(report, 0));
  all.push_back(serial_table(report));
  all.push_back(round_trips_table(report));
  all.push_back(full_size_table(report));
  for (const double pace_s : paces) all.push_back(time_table(report, pace_s));
  if (!time_leads) all.push_back(time_table(report, 0));
  all.push_back(emulated(rate_table(report)));
  all.push_back(emulated(latency_table(report)));
  std::erase_if(all, [](const Table& table) { return table.rows.empty(); });
  return all;
}

}  // namespace sharebench::report
