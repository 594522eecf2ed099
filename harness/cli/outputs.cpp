// Writes and prints what a command leaves.
#include "harness/cli/outputs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "harness/cli/explained.h"
#include "harness/cli/report_text.h"
#include "harness/core/error.h"
#include "harness/report/console.h"
#include "harness/report/reporter.h"
#include "harness/store/run_file.h"
#include "harness/sys/terminal.h"

namespace sharebench::cli {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr int kPlainColumns = 100;
constexpr int kNarrowestConsole = 40;

report::ConsoleStyle style_of_stdout() {
  report::ConsoleStyle style;
  style.color = sys::wants_color();
  style.width = std::max(kNarrowestConsole, sys::stdout_columns().value_or(kPlainColumns));
  return style;
}

json plan_json(const Run& planned, const plan::TargetFacts& facts) {
  json workloads = json::array(), shares = json::array();
  for (const WorkloadSpec& spec : planned.plan.workloads) {
    workloads.push_back({{"label", spec.label}, {"params", spec.params}, {"cold", spec.cold}});
  }
  for (const Mount& mount : planned.mounts) {
    shares.push_back({{"name", mount.share.name},
                      {"type", mount.share.type},
                      {"options", mount.share.options},
                      {"host_dir", mount.share.host_dir}});
  }
  return {{"target", facts.id},
          {"shares", shares},
          {"workloads", workloads},
          {"blocks", planned.plan.blocks},
          {"warmups", planned.plan.warmups},
          {"samples_per_block", planned.plan.samples_per_block},
          {"paces_s", planned.plan.paces_s},
          {"seed", planned.plan.seed},
          {"estimated_s", planned.plan.estimated_s}};
}

}  // namespace

fs::path prepared_out_dir(const std::string& dir) {
  std::error_code error;
  fs::create_directories(dir, error);
  const fs::path probe = fs::path(dir) / ".sharebench-write-probe";
  const bool writable = !error && std::ofstream(probe).is_open();
  fs::remove(probe, error);
  if (!writable) {
    throw EnvironmentError(fmt::format("the directory {} cannot be written", dir),
                           "name another: --out DIR");
  }
  return dir;
}

void write_file(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text << std::flush;
  if (!out) {
    throw EnvironmentError(fmt::format("{} cannot be written", file.string()),
                           "is the folder there, writable, and not full?");
  }
}

std::string console_text(const Report& report) {
  return report::render_console(report, style_of_stdout());
}

std::string json_text(const Report& report) {
  return report::find_reporter("gbench").render(report);
}

void leave_reports(const Report& report, const fs::path& run_file, const fs::path& out,
                   sys::Progress& progress) {
  std::vector<std::string> left = {run_file.string()};
  for (const auto& [format, name] :
       {std::pair{"html", "report.html"}, std::pair{"markdown", "report.md"},
        std::pair{"csv", "report.csv"}}) {
    left.push_back((out / name).string());
    write_file(left.back(), report_text(report, format, {}));
  }
  progress.note(fmt::format("left {}", fmt::join(left, ", ")));
}

void report_run(const fs::path& run_file, const fs::path& out, bool as_json,
                sys::Progress& progress) {
  const Report built = explained_report(store::load(run_file));
  leave_reports(built, run_file, out, progress);
  fmt::print("{}", as_json ? json_text(built) : console_text(built));
}

void print_plan(const Run& planned, const plan::TargetFacts& facts, bool as_json) {
  std::vector<Share> shares;
  for (const Mount& mount : planned.mounts) shares.push_back(mount.share);
  if (as_json) {
    fmt::print("{}\n", plan_json(planned, facts).dump(2));
  } else {
    fmt::print("{}", plan::describe(planned.plan, facts, shares));
  }
}

}  // namespace sharebench::cli
