// hyperfine's results, with the fields of its src/benchmark/benchmark_result.rs.
#include "harness/report/hyperfine.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"
#include "harness/report/cell_samples.h"
#include "harness/report/json.h"

namespace sharebench::report {
namespace {

Json result(const Run& run, const Cell& cell, const CellSamples& samples) {
  const Mount& mount = run.mounts[static_cast<std::size_t>(cell.mount)];
  const std::string& workload = run.plan.workloads[static_cast<std::size_t>(cell.workload)].label;
  std::vector<double> times;
  for (const double ns : nanoseconds_of(samples)) times.push_back(ns / 1e9);
  const Spread spread = spread_of(times);
  const std::string pace = format_seconds(cell.pace_s);
  const std::string paced = cell.pace_s > 0 ? fmt::format(" paced {}", pace) : "";
  const std::string exposed = measured_exposed(run);
  const std::string shut = exposed.empty() ? "" : fmt::format(" (NFS was {})", exposed);
  return {{"command", fmt::format("{} on {}{}{}", workload, mount.share.name, paced, shut)},
          {"mean", spread.mean},
          {"stddev", spread.stddev ? Json(*spread.stddev) : Json(nullptr)},
          {"median", spread.median},
          {"user", 0.0},
          {"system", 0.0},
          {"min", spread.least},
          {"max", spread.most},
          {"times", times},
          {"exit_codes", std::vector<int>(times.size(), 0)},
          {"parameters",
           {{"workload", workload},
            {"share", mount.share.name},
            {"target", run.targets[static_cast<std::size_t>(mount.target)].id},
            {"pace", pace}}}};
}

}  // namespace

std::string render_hyperfine(const Report& report) {
  const Run& run = report.run;
  Json results = Json::array();
  for (std::size_t cell = 0; cell < run.plan.cells.size(); ++cell) {
    const CellSamples samples = counted_samples(run, cell);
    if (run.plan.cells[cell].full_size || samples.empty()) continue;
    results.push_back(result(run, run.plan.cells[cell], samples));
  }
  return Json{{"results", results}}.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sharebench::report
