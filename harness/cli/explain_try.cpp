// One run for all of the settings, so that the lab boots once.
#include "harness/cli/explain_try.h"

#include <algorithm>
#include <utility>

#include "harness/cli/measure.h"
#include "harness/core/error.h"
#include "harness/core/units.h"
#include "harness/plan/build_plan.h"
#include "harness/stats/build_report.h"
#include "harness/store/run_file.h"

namespace sharebench::cli {
namespace {

constexpr const char* kBlocks = "3";

SpecText text_of(const Share& share) {
  if (!share.host_dir.empty()) {
    return {.name = share.name, .label = share.name, .dir = share.host_dir};
  }
  return {.name = share.type, .label = share.name, .options = share.options};
}

SpecText text_of(const WorkloadSpec& workload) {
  return {.name = workload.name, .label = workload.label, .options = workload.params};
}

void add_once(std::vector<SpecText>& all, SpecText text) {
  const bool there = std::any_of(all.begin(), all.end(),
                                 [&](const SpecText& other) { return other.label == text.label; });
  if (!there) all.push_back(std::move(text));
}

const Share& share_named(const Run& run, const std::string& name) {
  const auto found = std::find_if(run.mounts.begin(), run.mounts.end(),
                                  [&](const Mount& mount) { return mount.share.name == name; });
  return found->share;
}

const WorkloadSpec& workload_labelled(const Run& run, const std::string& label) {
  return *std::find_if(run.plan.workloads.begin(), run.plan.workloads.end(),
                       [&](const WorkloadSpec& spec) { return spec.label == label; });
}

Request request_for(const Run& run, const std::vector<Tried>& settings,
                    const Arguments& arguments) {
  Request request;
  request.target = run.targets.front().id;
  request.engine = run.targets.front().engine;
  request.blocks =
      static_cast<int>(parse_integer(arguments.get("blocks", kBlocks), "--blocks", 1, 1000));
  request.paces_given = !run.plan.paces_s.empty();
  request.paces_s = run.plan.paces_s;
  request.seed = run.plan.seed;
  for (const Tried& row : settings) {
    const explain::Setting& setting = row.setting;
    if (!setting.not_here.empty()) continue;
    add_once(request.shares, text_of(share_named(run, setting.share)));
    add_once(request.workloads, text_of(workload_labelled(run, setting.workload)));
    if (setting.new_share) add_once(request.shares, text_of(*setting.new_share));
    if (setting.new_workload) add_once(request.workloads, text_of(*setting.new_workload));
  }
  return request;
}

Estimate time_of(const Report& report, const std::string& workload, const std::string& share,
                 double pace_s) {
  for (const Summary& row : report.summaries) {
    if (row.workload == workload && row.share == share && row.pace_s == pace_s) return row.seconds;
  }
  return {};
}

}  // namespace

std::vector<Tried> try_settings(const Run& run, std::vector<Tried> settings,
                                const Arguments& arguments, World& world) {
  if (run.targets.size() != 1) {
    throw UsageError("settings can be tried on one target only",
                     "explain a file of `sharebench run`");
  }
  Request request = request_for(run, settings, arguments);
  if (request.workloads.empty()) return settings;
  const TargetSpec target = parse_target(request.target);
  const plan::TargetFacts facts = facts_of(target);
  const std::vector<Share> shares = plan::choose_shares(request, facts);
  Run planned = planned_run(arguments, plan::build_plan(request, facts, shares), shares, target.id);
  planned.settings["command"] = "run";
  const Measured measured = measure({.arguments = arguments,
                                     .request = std::move(request),
                                     .run = std::move(planned),
                                     .targets = {target}},
                                    world);
  world.progress().note("left " + measured.file.string());
  const Report report = stats::build_report(store::load(measured.file));
  for (Tried& row : settings) {
    const explain::Setting& setting = row.setting;
    if (!setting.not_here.empty()) continue;
    row.before_s = time_of(report, setting.workload, setting.share, setting.pace_s);
    row.after_s =
        time_of(report, setting.new_workload ? setting.new_workload->label : setting.workload,
                setting.new_share ? setting.new_share->name : setting.share, setting.pace_s);
  }
  return settings;
}

}  // namespace sharebench::cli
