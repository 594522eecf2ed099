// Facts and derived warnings of a run, in words.
#include "harness/stats/report_facts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"
#include "harness/stats/judge.h"
#include "harness/stats/pilot.h"
#include "harness/stats/sample_size.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::stats {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string describe(const TargetInfo& target) {
  std::vector<std::string> parts;
  if (!target.engine.empty() && target.engine != "none") {
    parts.push_back(target.engine_version.empty() ? target.engine
                                                  : target.engine + " " + target.engine_version);
  }
  if (!target.guest_kernel.empty()) parts.push_back("kernel " + target.guest_kernel);
  if (target.cpus > 0) parts.push_back(fmt::format("{} CPUs", target.cpus));
  if (target.memory_bytes > 0) {
    parts.push_back(format_bytes(static_cast<double>(target.memory_bytes)) + " memory");
  }
  if (!target.accelerator.empty()) parts.push_back("accelerator " + target.accelerator);
  if (target.emulated) parts.push_back("emulated");
  for (const auto& [name, value] : target.facts) parts.push_back(name + " " + value);
  return joined(parts);
}

std::string describe(const Mount& mount) {
  std::vector<std::string> parts = {"fstype " + mount.observed.fstype,
                                    "source " + mount.observed.source};
  if (!mount.observed.options.empty()) parts.push_back("options " + mount.observed.options);
  std::vector<std::string> asked;
  for (const auto& [key, value] : mount.share.options) {
    asked.push_back(value.empty() ? key : key + "=" + value);
  }
  if (!asked.empty()) parts.push_back("asked for " + joined(asked));
  if (!mount.share.host_dir.empty()) parts.push_back("directory " + mount.share.host_dir);
  return joined(parts);
}

Warning few_blocks(std::size_t blocks) {
  return {WarningCode::kFewBlocks, {{"blocks", std::to_string(blocks)}}};
}

Warning incomplete(const Run& run, std::size_t blocks) {
  return {WarningCode::kIncomplete,
          {{"blocks", std::to_string(blocks)},
           {"planned", std::to_string(run.plan.blocks)},
           {"command", command_of(run)},
           {"file", run.id + ".run.json"}}};
}

/// How many blocks were discarded, and which share's samples failed how often.
Warning discarded_blocks(const Run& run, std::size_t valid) {
  const std::vector<Tally> tallies = tallies_of(run);
  std::vector<std::string> failures;
  for (int mount = 0; mount < std::ssize(run.mounts); ++mount) {
    const Tally& tally = tallies[static_cast<std::size_t>(mount)];
    failures.push_back(fmt::format("{} of {} on {}", tally.invalid, tally.samples,
                                   run.mounts[static_cast<std::size_t>(mount)].share.name));
  }
  return {WarningCode::kBlocksDiscarded,
          {{"discarded", std::to_string(run.blocks.size() - valid)},
           {"blocks", std::to_string(run.blocks.size())},
           {"failures", joined(failures)}}};
}

/// A parameter that would make the sample twice as long as needed, at two digits: count=1500.
std::string longer_parameter(const WorkloadSpec& workload, double elapsed_s) {
  const auto count = workload.params.find("count");
  if (count != workload.params.end()) {
    const double now = std::strtod(count->second.c_str(), nullptr);
    const double needed = now * 2 * shortest_sample_s(0) / elapsed_s;
    const double step = std::pow(10, std::max(0.0, std::floor(std::log10(needed)) - 1));
    return fmt::format("count={:.0f}", std::ceil(needed / step) * step);
  }
  if (workload.params.contains("size"))
    return "size=<more than " + workload.params.at("size") + ">";
  return "<parameter>=<more>";
}

/// Seconds of a whole sample, all runs of its body.
double sample_s(const Run& run, const Summary& row) {
  return row.seconds.value *
         repeats_of(run.plan, run.plan.cells[static_cast<std::size_t>(row.cell)]);
}

/// One warning a workload, of its quickest share, unpaced: pacing makes samples longer.
std::vector<Warning> short_samples(const Run& run, const std::vector<Summary>& summaries) {
  std::map<std::string, const Summary*> quickest;
  for (const Summary& row : summaries) {
    if (row.samples == 0 || row.pace_s > 0 || sample_s(run, row) >= shortest_sample_s(0)) continue;
    const Summary*& best = quickest[row.workload];
    if (!best || row.seconds.value < best->seconds.value) best = &row;
  }
  std::vector<Warning> found;
  for (const WorkloadSpec& workload : run.plan.workloads) {
    const auto row = quickest.find(workload.label);
    if (row == quickest.end()) continue;
    const double elapsed_s = sample_s(run, *row->second);
    found.push_back({WarningCode::kShortSample,
                     {{"workload", workload.name},
                      {"share", row->second->share},
                      {"elapsed", format_seconds(elapsed_s)},
                      {"least", format_seconds(shortest_sample_s(0))},
                      {"param", longer_parameter(workload, elapsed_s)}}});
  }
  return found;
}

/// "protected before and after each of 8 blocks", or the worst of it.
std::string guard_fact(const Run& run) {
  const auto judged = std::count_if(run.blocks.begin(), run.blocks.end(), [](const Block& block) {
    return block.guard_before >= 0 && block.guard_after >= 0;
  });
  const std::string exposed = measured_exposed(run);
  return exposed.empty()
             ? fmt::format("NFS was protected before and after each of {} blocks", judged)
             : fmt::format("NFS was {} before or after some of {} blocks", exposed, judged);
}

}  // namespace

Rows environment(const Run& run) {
  Rows rows = {{"run", run.id},
               {"started", run.started},
               {"sharebench", fmt::format("{} ({})", run.tool_version, run.commit)},
               {"measured on", run.measured_on},
               {"host", run.host}};
  for (const auto& [key, value] : run.host_facts) rows.emplace_back("host " + key, value);
  for (std::size_t i = 0; i < run.targets.size(); ++i) {
    const std::string arm = run.targets.size() < 2 ? "" : i == 0 ? " (baseline)" : " (candidate)";
    rows.emplace_back("target " + run.targets[i].id + arm, describe(run.targets[i]));
  }
  for (const Mount& mount : run.mounts) {
    rows.emplace_back("share " + mount.share.name, describe(mount));
  }
  for (const auto& [workload, proof] : run.cold_method)
    rows.emplace_back("cold " + workload, proof);
  for (const PilotFinding& finding : judge_pilot(run)) {
    rows.emplace_back("pilot " + finding.workload, sentence(finding.warm_up));
  }
  if (!run.guard.empty()) rows.emplace_back("guard", guard_fact(run));
  rows.emplace_back("blocks", fmt::format("{} of {}", run.blocks.size(), run.plan.blocks));
  rows.emplace_back("seed", std::to_string(run.plan.seed));
  std::erase_if(rows, [](const auto& row) { return row.second.empty(); });
  return rows;
}

std::vector<std::string> warnings(const Run& run, const std::vector<Summary>& summaries) {
  const auto valid = static_cast<std::size_t>(
      std::count_if(run.blocks.begin(), run.blocks.end(),
                    [](const Block& block) { return block.invalid.empty(); }));
  std::vector<Warning> all = run.warnings;
  const auto has = [&](WarningCode code) {
    return std::any_of(run.warnings.begin(), run.warnings.end(),
                       [&](const Warning& warning) { return warning.code == code; });
  };
  if (valid < run.blocks.size()) all.push_back(discarded_blocks(run, valid));
  if (valid < kFewestWithInterval && !has(WarningCode::kFewBlocks))
    all.push_back(few_blocks(valid));
  if (!run.complete && !has(WarningCode::kIncomplete)) all.push_back(incomplete(run, valid));
  if (!has(WarningCode::kShortSample)) {
    for (Warning& warning : short_samples(run, summaries)) all.push_back(std::move(warning));
  }
  std::vector<std::string> texts;
  for (const Warning& warning : gathered(all)) {
    const std::string text = warning_text(warning);
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
  }
  return texts;
}

}  // namespace sharebench::stats
