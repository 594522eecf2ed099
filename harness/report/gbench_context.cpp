// Context and extension of Google Benchmark files.
#include "harness/report/gbench_context.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"
#include "harness/report/json.h"

namespace sharebench::report {
namespace {

std::int64_t ns(double seconds) {
  return std::llround(seconds * 1e9);
}

Json number(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

const Cell& cell_of(const Run& run, const Sample& sample) {
  return run.plan.cells[static_cast<std::size_t>(sample.cell)];
}

std::string share_of(const Run& run, const Cell& cell) {
  return run.mounts[static_cast<std::size_t>(cell.mount)].share.name;
}

Json design(const Report& report) {
  const Run& run = report.run;
  const std::vector<int> fixed = {run.plan.blocks};
  Json order = Json::array();
  for (const Block& block : run.blocks) order.push_back(block.order);
  return {
      {"level", run.plan.level},
      {"k", run.plan.samples_per_block},
      {"k_paced", run.plan.paced_samples_per_block},
      {"warmup", run.plan.warmups},
      {"repeats", run.plan.repeats},
      {"blocks", run.plan.blocks},
      {"looks", run.plan.looks.empty() ? fixed : run.plan.looks},
      {"alpha", 0.05},
      {"alpha_nominal", report.family.nominal > 0 ? Json(report.family.nominal) : Json(nullptr)},
      {"margin", run.plan.margin},
      {"seed", run.plan.seed},
      {"order", order}};
}

/// All raw samples but the counting pass; `ns` is null where the sample failed, with the reason.
Json samples(const Run& run, const std::string& share) {
  Json rows = Json::array();
  for (const Sample& sample : run.samples) {
    const Cell& cell = cell_of(run, sample);
    if (cell.full_size || (!share.empty() && share_of(run, cell) != share)) continue;
    Json row = {{"w", run.plan.workloads[static_cast<std::size_t>(cell.workload)].label},
                {"arm", share_of(run, cell)},
                {"pace_ns", ns(cell.pace_s)},
                {"block", sample.block},
                {"pos", sample.position},
                {"t_start_ns", ns(sample.started_s)},
                {"ns", sample.failure.empty() ? Json(ns(sample.elapsed_s)) : Json(nullptr)},
                {"warmup", sample.warmup},
                {"valid", counts(run, sample)}};
    if (!sample.failure.empty()) row["reason"] = sample.failure;
    rows.push_back(row);
  }
  return rows;
}

/// Which clock timed the samples, and how the guest's went against the host's in each block.
Json clock(const Run& run) {
  Json ratios = Json::array();
  for (const Block& block : run.blocks) ratios.push_back(number(block.clock_ratio));
  return {{"name", "steady_clock"}, {"guest_per_host", ratios}};
}

Json estimate_fields(const Estimate& estimate) {
  return {{"n", estimate.n},
          {"ratio", number(estimate.value)},
          {"lower", number(estimate.low)},
          {"upper", number(estimate.high)}};
}

/// The verdict of a row that the run decides by; rows that it does not decide by have none.
void add_verdict(const Report& report, const std::string& workload, const std::string& candidate,
                 Json& result) {
  for (const Verdict& verdict : report.family.verdicts) {
    if (verdict.workload != workload || verdict.candidate != candidate) continue;
    result["p_seq"] = number(verdict.p);
    result["p_holm"] = number(verdict.p_holm);
    result["verdict"] = finding_name(verdict.finding);
    result["s"] = number(verdict.scale);
    result["projected_blocks"] =
        verdict.projected_blocks ? Json(*verdict.projected_blocks) : Json(nullptr);
  }
}

/// Outliers of the candidate's samples; they are counted, never dropped.
Json outliers(const Report& report, const Comparison& comparison) {
  for (const Summary& row : report.summaries) {
    if (row.workload == comparison.workload && row.share == comparison.candidate &&
        row.pace_s == comparison.pace_s) {
      return row.outliers;
    }
  }
  return nullptr;
}

/// How the workload starts after a mount, as a pilot found it; null without one.
Json steady_state(const Report& report, const std::string& workload) {
  const auto found = report.steady_state.find(workload);
  return found == report.steady_state.end() ? Json(nullptr) : Json(found->second);
}

/// A ratio whose logarithm was estimated.
Json effect(const Estimate& log_ratio) {
  if (log_ratio.n == 0) return nullptr;
  const auto bound = [](const std::optional<double>& log) {
    return log ? number(std::exp(*log)) : Json(nullptr);
  };
  return {{"n", log_ratio.n},
          {"ratio", number(std::exp(log_ratio.value))},
          {"lower", bound(log_ratio.low)},
          {"upper", bound(log_ratio.high)}};
}

Json selftest_row(const SelftestRow& row) {
  Json json = {{"w", row.workload}, {"arm", row.share}, {"n", row.blocks}};
  json["light"] = name(row.test ? row.test->light : Light::kRed);
  if (!row.test) return json;
  const Selftest& test = *row.test;
  json.update({{"margin", test.margin},
               {"verdict", finding_name(test.verdict.finding)},
               {"s", number(test.s)},
               {"half_width_48", number(test.half_width_48)},
               {"mde_16", number(test.mde_16)},
               {"mde_48", number(test.mde_48)},
               {"smallest_margin", number(test.smallest_margin)},
               {"order_effect", effect(test.order_effect)},
               {"carry_over", effect(test.carry_over)},
               {"drift_index", number(test.drift_index)},
               {"lag_1", number(test.lag_1)},
               {"naive_share", number(test.naive_share)}});
  return json;
}

/// The answer of the family, what `compare` and `regress` exit with, and each share's geometric
/// mean over the workloads.
Json summary(const Report& report, const std::string& share) {
  Json shares = Json::array();
  for (const Geomean& row : report.geomeans) {
    if (!share.empty() && row.candidate != share) continue;
    shares.push_back({{"arm", row.candidate},
                      {"baseline", row.baseline},
                      {"figure", row.serial ? "serial_round_trips" : "time"},
                      {"workloads", row.workloads},
                      {"n", row.ratio.n},
                      {"geomean", number(row.ratio.value)},
                      {"lower", number(row.ratio.low)},
                      {"upper", number(row.ratio.high)}});
  }
  return {{"verdict", answer_name(report.family.answer)},
          {"exit_code", static_cast<int>(answer_exit_code(report.family.answer))},
          {"sentence", report.family.sentence},
          {"geomeans", shares}};
}

}  // namespace

std::string time_label(const Run& run, double pace_s) {
  if (pace_s > 0) return fmt::format("paced: each round trip held for {}", format_seconds(pace_s));
  return is_emulated(run) ? "emulated: does not carry over to hardware" : "";
}

Json gbench_context(const Report& report) {
  const Run& run = report.run;
  Json loads = Json::array();
  if (!run.blocks.empty()) loads.push_back(run.blocks.front().load_average);
  Json context = {{"date", run.started},
                  {"host_name", run.host},
                  {"executable", "sharebench"},
                  {"num_cpus", run.targets.empty() ? 0 : run.targets.front().cpus},
                  {"mhz_per_cpu", 0},
                  {"cpu_scaling_enabled", false},
                  {"caches", Json::array()},
                  {"load_avg", loads},
                  {"library_version", run.tool_version},
                  {"library_build_type", "release"},
                  {"json_schema_version", 1},
                  {"banner", report.banner},
                  {"answer", report.answer},
                  {"measured_on", run.measured_on},
                  {"cpu_time", "not measured; repeats real_time, which readers want beside it"},
                  {"sharebench_version", run.tool_version},
                  {"sharebench_commit", run.commit},
                  {"run", run.id},
                  {"seed", std::to_string(run.plan.seed)}};
  std::string suffix;  // readers want flat strings: the second target's end in _2
  for (const TargetInfo& target : run.targets) {
    context["target" + suffix] = target.id;
    context["engine" + suffix] = target.engine;
    context["engine_version" + suffix] = target.engine_version;
    if (target.engine == "docker") context["docker_version" + suffix] = target.engine_version;
    context["guest_kernel" + suffix] = target.guest_kernel;
    context["accelerator" + suffix] = target.accelerator;
    suffix = fmt::format("_{}", suffix.empty() ? 2 : std::stoi(suffix.substr(1)) + 1);
  }
  return context;
}

Json gbench_extension(const Report& report, const std::string& share) {
  const Run& run = report.run;
  Json blocks = Json::array();
  Json results = Json::array();
  for (const Comparison& row : report.comparisons) {
    if (!share.empty() && row.candidate != share) continue;
    Json result = {{"w", row.workload},
                   {"figure", "time"},
                   {"arm", row.candidate},
                   {"baseline", row.baseline},
                   {"pace_ns", ns(row.pace_s)}};
    result.update(estimate_fields(row.ratio));
    result["p"] = number(row.p);
    result["blocks_left_out"] = row.blocks_left_out;
    result["outliers"] = outliers(report, row);
    result["steady_state"] = steady_state(report, row.workload);
    if (!report.judged_on_serial && row.pace_s == 0) {
      add_verdict(report, row.workload, row.candidate, result);
    }
    results.push_back(result);
    for (const auto& [block, d] : row.block_log_ratios) {
      blocks.push_back({{"w", row.workload},
                        {"arm", row.candidate},
                        {"pace_ns", ns(row.pace_s)},
                        {"block", block},
                        {"d", d}});
    }
  }
  for (const SerialRatio& row : report.serial_ratios) {
    if (!share.empty() && row.candidate != share) continue;
    Json result = {{"w", row.workload},
                   {"figure", "serial_round_trips"},
                   {"arm", row.candidate},
                   {"baseline", row.baseline}};
    result.update(estimate_fields(row.ratio));
    result["steady_state"] = steady_state(report, row.workload);
    add_verdict(report, row.workload, row.candidate, result);
    results.push_back(result);
  }
  Json extension = {{"schema", 1},
                    {"design", design(report)},
                    {"clock", clock(run)},
                    {"samples", samples(run, share)},
                    {"blocks", blocks},
                    {"results", results},
                    {"summary", summary(report, share)}};
  if (!report.selftest.empty()) {
    Json rows = Json::array();
    for (const SelftestRow& row : report.selftest) rows.push_back(selftest_row(row));
    extension["selftest"] = {{"light", name(worst_light(report.selftest))}, {"rows", rows}};
  }
  return extension;
}

}  // namespace sharebench::report
