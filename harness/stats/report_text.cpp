// Words for figures; every number in them comes from core/units with its interval and n.
#include "harness/stats/report_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"

namespace sharebench::stats {
namespace {

constexpr std::size_t kMostFindings = 4;  // in the second sentence; the tables have the rest

bool has_paces(const Run& run) {
  return std::any_of(run.plan.cells.begin(), run.plan.cells.end(),
                     [](const Cell& cell) { return cell.pace_s > 0; });
}

bool has_type(const Run& run, const std::string& type) {
  return std::any_of(run.mounts.begin(), run.mounts.end(),
                     [&](const Mount& mount) { return mount.share.type == type; });
}

std::string place(const Run& run) {
  if (run.targets.empty()) return "Here";
  const TargetInfo& target = run.targets.front();
  if (target.kind == "lab") return "On this lab";
  if (target.kind == "local") return "On this machine";
  return fmt::format("On {}", target.id);
}

std::string interval_words(const Estimate& ratio) {
  if (!ratio.low || !ratio.high) {
    return fmt::format("(no interval: n < 6, n = {} blocks)", ratio.n);
  }
  return fmt::format("(95 % interval {} to {}, n = {} blocks)", format_ratio(*ratio.low),
                     format_ratio(*ratio.high), ratio.n);
}

/// "153 [150, 158]"; the interval is the 95 % one that the sentence goes on to name.
std::string serial_of(const Report& report, const std::string& workload, const std::string& share) {
  for (const SerialRoundTrips& row : report.serial) {
    if (row.workload != workload || row.share != share) continue;
    const std::string value = format_count(row.slope.value);
    if (!row.slope.low || !row.slope.high) return value;
    return fmt::format("{} [{}, {}]", value, format_count(*row.slope.low),
                       format_count(*row.slope.high));
  }
  return "?";
}

const Summary* summary_of(const Report& report, const std::string& workload,
                          const std::string& share) {
  for (const Summary& row : report.summaries) {
    if (row.workload == workload && row.share == share && row.pace_s == 0) return &row;
  }
  return nullptr;
}

/// "In the same way: a; b; c and 2 more in the table." after the first finding.
std::string rest(const std::vector<std::string>& findings) {
  if (findings.empty()) return "";
  const std::size_t shown = std::min(findings.size(), kMostFindings);
  const std::vector<std::string> first(findings.begin(),
                                       findings.begin() + static_cast<std::ptrdiff_t>(shown));
  const std::string more = shown < findings.size()
                               ? fmt::format("; {} more below", findings.size() - shown)
                               : std::string();
  return fmt::format(" Likewise: {}{}.", fmt::join(first, "; "), more);
}

std::string serial_answer(const Report& report) {
  const SerialRatio& first = report.serial_ratios.front();
  std::vector<std::string> others;
  for (std::size_t i = 1; i < report.serial_ratios.size(); ++i) {
    const SerialRatio& ratio = report.serial_ratios[i];
    others.push_back(fmt::format("{} against {} for {} {}", ratio.candidate, ratio.baseline,
                                 ratio.workload, ratio_with_interval(ratio.ratio)));
  }
  return fmt::format("{}, {} makes {} serial round trips for {} where {} makes {}: {}.{}",
                     place(report.run), first.baseline,
                     serial_of(report, first.workload, first.baseline), first.workload,
                     first.candidate, serial_of(report, first.workload, first.candidate),
                     ratio_with_interval(first.ratio), rest(others));
}

/// Round trips of every share against the first that was counted, workload by workload.
std::string counts_answer(const Report& report) {
  std::vector<std::string> findings;
  for (const Comparison& row : report.comparisons) {
    const Summary* baseline = summary_of(report, row.workload, row.baseline);
    const Summary* candidate = summary_of(report, row.workload, row.candidate);
    if (row.pace_s != 0 || !baseline || !candidate) continue;
    if (!baseline->round_trips || !candidate->round_trips) continue;
    findings.push_back(fmt::format("{} makes {} round trips for {} where {} makes {} ({} samples)",
                                   row.baseline, format_count(*baseline->round_trips), row.workload,
                                   row.candidate, format_count(*candidate->round_trips),
                                   candidate->samples));
  }
  if (findings.empty()) return "";
  const std::string first = findings.front();
  findings.erase(findings.begin());
  return fmt::format("{}, {}.{}", place(report.run), first, rest(findings));
}

std::string time_finding(const Comparison& row) {
  const bool known = row.ratio.low && row.ratio.high;
  std::string verdict;
  if (known && *row.ratio.low > 1) verdict = ", so it is slower";
  if (known && *row.ratio.high < 1) verdict = ", so it is faster";
  if (known && verdict.empty()) verdict = ", so they cannot be told apart";
  return fmt::format("{} takes {} the time of {} for {} {}{}", row.candidate,
                     format_ratio(row.ratio.value), row.baseline, row.workload,
                     interval_words(row.ratio), verdict);
}

std::string time_answer(const Report& report) {
  std::vector<std::string> findings;
  for (const Comparison& row : report.comparisons) {
    if (row.pace_s == 0) findings.push_back(time_finding(row));
  }
  if (findings.empty()) return "";
  const std::string first = findings.front();
  findings.erase(findings.begin());
  return fmt::format("{}, {}.{}", place(report.run), first, rest(findings));
}

std::string single_answer(const Report& report) {
  for (const Summary& row : report.summaries) {
    if (row.samples == 0 || is_emulated(report.run)) continue;
    const std::string interval =
        row.seconds.low && row.seconds.high
            ? fmt::format("95 % interval {} to {}", format_seconds(*row.seconds.low),
                          format_seconds(*row.seconds.high))
            : std::string("no interval: n < 6");
    return fmt::format(
        "{}, {} takes {} for {} ({}, n = {} blocks); there is nothing to compare it with.",
        place(report.run), row.share, format_seconds(row.seconds.value), row.workload, interval,
        row.seconds.n);
  }
  return report.full_size.empty() ? "No sample counts, so there is no answer."
                                  : "Only round trips were counted; see the table.";
}

/// Which workloads are short, and what was done about it; empty when none is.
std::string repeats_text(const Run& run) {
  std::vector<std::string> repeated;
  for (std::size_t i = 0; i < run.plan.repeats.size(); ++i) {
    if (run.plan.repeats[i] == 1) continue;
    repeated.push_back(
        fmt::format("{} {} times", run.plan.workloads[i].label, run.plan.repeats[i]));
  }
  if (repeated.empty()) return "";
  return fmt::format(
      "A run of the body would be too short to time, so a sample runs {}, the same for every "
      "share; "
      "its seconds, operations and round trips are means over these runs.",
      fmt::join(repeated, ", "));
}

}  // namespace

std::string ratio_with_interval(const Estimate& ratio) {
  return format_ratio(ratio.value) + " " + interval_words(ratio);
}

std::string answer(const Report& report) {
  if (!report.serial_ratios.empty()) return serial_answer(report);
  const std::string found = is_emulated(report.run) ? counts_answer(report) : time_answer(report);
  return found.empty() ? single_answer(report) : found;
}

std::string banner(const Run& run) {
  std::vector<std::string> sentences;
  if (is_emulated(run)) {
    sentences.push_back(
        "Measured in an emulated VM. What carries over to a Mac: the order of operations, round "
        "trips and coherence; time there is about serial round trips times that Mac's cost of one. "
        "What does not carry over: seconds.");
  }
  if (has_paces(run)) {
    std::vector<std::string> paces;
    for (const double pace_s : run.plan.paces_s) paces.push_back(format_seconds(pace_s));
    sentences.push_back(fmt::format(
        "Paced figures hold each round trip for a set time ({}), the same for every share: that is "
        "an assumption, a real vboxsf call and a real NFS call do not cost the same.",
        fmt::join(paces, ", ")));
    if (has_type(run, "vboxsf")) {
      sentences.push_back(
          "A waiting vboxsf call stops the whole virtual CPU, a waiting NFS call does not, which "
          "matters to parallel programs.");
    }
  }
  return fmt::format("{}", fmt::join(sentences, " "));
}

std::vector<std::string> method(const Run& run) {
  std::vector<std::string> sentences = {
      fmt::format("Each of the {} blocks sets up every share afresh (level: {}) and then times {} "
                  "samples of each, interleaved in a seeded order (seed {}); {} warm-up samples a "
                  "share are recorded and not used.",
                  run.blocks.size(), run.plan.level, run.plan.samples_per_block, run.plan.seed,
                  run.plan.warmups),
      "A block gives one number: the median over pairs, in execution order, of ln(candidate) - "
      "ln(baseline).",
      "The ratio is exp of the Hodges-Lehmann estimate over blocks; its 95 % interval and p come "
      "from "
      "the exact signed-rank distribution, n counts blocks, and below 6 blocks there is no "
      "interval.",
  };
  if (const std::string repeated = repeats_text(run); !repeated.empty()) {
    sentences.push_back(repeated);
  }
  if (has_paces(run)) {
    sentences.push_back(
        "Serial round trips are the slope of a block's median time over the pace, (T(P2) - T(P1)) "
        "/ "
        "(P2 - P1): the round trips that a program waits for one after another.");
  }
  sentences.push_back(
      "Only samples whose work was verified count; failed ones are listed, outliers are counted "
      "and "
      "never dropped.");
  return sentences;
}

}  // namespace sharebench::stats
