// Words and JSON of a verdict.
#include "harness/cli/verdict_output.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "harness/core/units.h"
#include "harness/stats/judge.h"

namespace sharebench::cli {
namespace {

using nlohmann::json;

json number(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? json(*value) : json(nullptr);
}

json estimate_json(const Estimate& estimate) {
  return {{"ratio", estimate.n > 0 ? json(estimate.value) : json(nullptr)},
          {"lower", number(estimate.low)},
          {"upper", number(estimate.high)},
          {"n", estimate.n}};
}

std::string lean_name(Lean lean) {
  if (lean == Lean::kNone) return "none";
  return lean == Lean::kSlower ? "slower" : "faster";
}

json comparison_json(const Verdict& verdict) {
  json row = {{"workload", verdict.workload},
              {"baseline", verdict.baseline},
              {"candidate", verdict.candidate},
              {"finding", finding_name(verdict.finding)},
              {"lean", lean_name(verdict.lean)}};
  row.update(estimate_json(verdict.ratio));
  row.update({{"level", 1 - verdict.level},
              {"p", verdict.p},
              {"p_holm", verdict.p_holm},
              {"q_slower", verdict.q_slower},
              {"projected_blocks",
               verdict.projected_blocks ? json(*verdict.projected_blocks) : json(nullptr)},
              {"sentence", verdict.sentence}});
  return row;
}

json arms_json(const Run& run) {
  json arms = json::array();
  for (const Mount& mount : run.mounts) {
    const TargetInfo& target = run.targets[static_cast<std::size_t>(mount.target)];
    arms.push_back({{"name", mount.share.name},
                    {"share", mount.share.type},
                    {"observed",
                     {{"fstype", mount.observed.fstype},
                      {"source", mount.observed.source},
                      {"options", mount.observed.options}}},
                    {"target", target.id},
                    {"engine", target.engine},
                    {"engine_version", target.engine_version},
                    {"guest_kernel", target.guest_kernel},
                    {"emulated", target.emulated}});
  }
  return arms;
}

json geomeans_json(const Report& report) {
  json all = json::array();
  for (const Geomean& row : report.geomeans) {
    json one = {
        {"baseline", row.baseline}, {"candidate", row.candidate}, {"workloads", row.workloads}};
    one.update(estimate_json(row.ratio));
    all.push_back(one);
  }
  return all;
}

bool tells_of_an_arm(const std::string& row) {
  for (const char* start : {"host", "target ", "share ", "run"}) {
    if (row.rfind(start, 0) == 0) return true;
  }
  return false;
}

}  // namespace

Option undecided_option() {
  return {"undecided", "AS", "what UNDECIDED exits as: pass or fail (default: 3, cannot tell)"};
}

stats::UndecidedAs undecided_as(const Arguments& arguments) {
  const std::string as = arguments.get("undecided");
  if (as.empty()) return stats::UndecidedAs::kUndecided;
  if (as == "pass") return stats::UndecidedAs::kPass;
  if (as == "fail") return stats::UndecidedAs::kFail;
  throw UsageError(fmt::format("--undecided '{}' is neither pass nor fail", as),
                   "leave it out for exit code 3, or give pass or fail");
}

std::string verdict_text(const Report& report, const std::string& note) {
  std::string text = "\n";
  for (const auto& [name, value] : report.environment) {
    if (tells_of_an_arm(name)) text += fmt::format("{:<28}  {}\n", name, value);
  }
  text += "\n";
  for (const Verdict& verdict : report.family.verdicts) text += verdict.sentence + "\n";
  for (const Geomean& row : report.geomeans) {
    text += fmt::format("over {} workloads {} takes {} the time of {}", row.workloads,
                        row.candidate, format_ratio(row.ratio.value), row.baseline);
    if (row.ratio.low && row.ratio.high) {
      text += fmt::format(" (geometric mean, 95 % interval {} to {}, n = {} blocks)",
                          format_ratio(*row.ratio.low), format_ratio(*row.ratio.high), row.ratio.n);
    }
    text += "\n";
  }
  if (!note.empty()) text += note + "\n";
  return text + report.family.sentence + "\n";
}

json verdict_json(const Report& report, ExitCode code) {
  json comparisons = json::array();
  for (const Verdict& verdict : report.family.verdicts) {
    comparisons.push_back(comparison_json(verdict));
  }
  int discarded = 0;
  for (const Block& block : report.run.blocks) discarded += block.invalid.empty() ? 0 : 1;
  return {{"answer", answer_name(report.family.answer)},
          {"exit_code", static_cast<int>(code)},
          {"sentence", report.family.sentence},
          {"margin", report.run.plan.margin},
          {"judged_on", report.judged_on_serial ? "serial_round_trips" : "time"},
          {"host", report.run.host},
          {"measured_on", report.run.measured_on},
          {"seed", report.run.plan.seed},
          {"blocks", report.run.blocks.size() - static_cast<std::size_t>(discarded)},
          {"discarded_blocks", discarded},
          {"arms", arms_json(report.run)},
          {"comparisons", comparisons},
          {"geometric_means", geomeans_json(report)},
          {"unfit", report.family.unfit},
          {"warnings", report.warnings}};
}

}  // namespace sharebench::cli
