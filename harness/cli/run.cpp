// `sharebench run`: plan, bring the target up, measure, report.
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "harness/cli/outputs.h"
#include "harness/cli/request.h"
#include "harness/cli/resume.h"
#include "harness/cli/rows.h"
#include "harness/cli/world.h"
#include "harness/core/units.h"
#include "harness/core/version.h"
#include "harness/plan/build_plan.h"
#include "harness/run/run_plan.h"
#include "harness/store/run_file.h"
#include "harness/sys/clock.h"
#include "harness/sys/host_facts.h"
#include "harness/sys/interrupt.h"
#include "harness/sys/program_files.h"
#include "harness/sys/sandbox.h"
#include "harness/targets/target.h"

namespace sharebench::cli {
namespace fs = std::filesystem;
namespace {

constexpr double kBusyLoadPerCore = 0.5;

std::string new_run_id(const std::string& target) {
  std::string id = sys::utc_stamp() + "-" + target;
  for (char& c : id) {
    if (c == ':' || c == '/') c = '-';
  }
  return id;
}

plan::TargetFacts facts_of(const targets::TargetType& type, const std::string& id) {
  return {.id = id, .kind = type.name, .channels = type.channels};
}

/// The request, the plan and the shares as a run that has not begun.
Run planned_run(const Arguments& arguments, const Request& request,
                const plan::TargetFacts& facts) {
  Run run;
  const std::vector<Share> shares = plan::choose_shares(request, facts);
  run.plan = plan::build_plan(request, facts, shares);
  for (const Share& share : shares) {
    Mount mount;
    mount.share = share;
    run.mounts.push_back(mount);
  }
  run.id = new_run_id(facts.id);
  run.tool_version = version();
  run.commit = commit();
  run.started = sys::utc_now();
  for (const auto& [name, value] : arguments.options) run.settings[name] = value;
  return run;
}

void add_host(Run& run, sys::CommandRunner& runner, bool anonymize) {
  run.host_facts = sys::read_host_facts(runner);
  const auto name = run.host_facts.find("host");
  run.host = anonymize || name == run.host_facts.end() ? "anonymous" : name->second;
  run.host_facts.erase("host");
  const double load = sys::load_average();
  const auto cores = run.host_facts.find("cores");
  const int cpus =
      cores == run.host_facts.end() ? 1 : std::max(1, std::atoi(cores->second.c_str()));
  if (load > kBusyLoadPerCore * cpus) {
    run.warnings.push_back(
        {.code = WarningCode::kBusyMachine,
         .values = {{"load", fmt::format("{:.1f}", load)}, {"cpus", std::to_string(cpus)}}});
  }
}

void add_target(Run& run, const TargetInfo& info, const std::map<std::string, double>& setup) {
  run.targets = {info};
  run.measured_on = info.emulated ? "emulated" : "hardware";
  for (const auto& [name, seconds] : setup) run.wall_s[name] += seconds;
  if (info.emulated) run.warnings.push_back({.code = WarningCode::kEmulated});
  if (run.plan.guard_required) run.warnings.push_back({.code = WarningCode::kNotGuarded});
}

/// Home paths do not belong in a run file.
void hide_home(Run& run) {
  const char* home = std::getenv("HOME");
  const std::string prefix = home != nullptr ? home : "";
  if (prefix.size() < 2) return;
  const auto hide = [&](std::string& text) {
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at + 1)) {
      text.replace(at, prefix.size(), "~");
    }
  };
  for (auto& [name, value] : run.settings) hide(value);
  for (Mount& mount : run.mounts) {
    hide(mount.share.host_dir);
    hide(mount.guest_path);
    hide(mount.observed.source);
  }
}

void save(const Run& run, const fs::path& file) {
  Run shown = run;
  hide_home(shown);
  store::save(shown, file);
}

targets::TargetOptions target_options(const Arguments& arguments, const Request& request,
                                      const Run& run) {
  targets::TargetOptions options;
  options.id = request.target;
  options.engine = request.engine;
  options.run_id = run.id;
  options.runner_file = arguments.get("runner");
  options.accelerator = arguments.get("accelerator");
  options.docker = arguments.get("docker");
  if (request.target == "lab") options.source_dir = sys::find_source_dir();
  return options;
}

void tell_leftovers(sys::Progress& progress) {
  for (const std::string& sentence : sys::clean_sandboxes()) progress.note(sentence);
}

bool any_failure(const Run& run) {
  for (const Sample& sample : run.samples) {
    if (!sample.failure.empty()) return true;
  }
  return false;
}

ExitCode measure(const Arguments& arguments, const Request& request, Run run,
                 const targets::TargetType& type) {
  World world(arguments);
  const fs::path out = prepared_out_dir(arguments.get("out", "out"));
  const fs::path file =
      arguments.has("resume") ? fs::path(arguments.get("resume")) : out / (run.id + ".run.json");
  tell_leftovers(world.progress());
  add_host(run, world.runner(), request.anonymize);
  const double started = sys::steady_seconds();
  std::unique_ptr<targets::Target> target =
      type.make(world.runner(), world.progress(), target_options(arguments, request, run));
  const TargetInfo info = target->bring_up();
  add_target(run, info, target->setup_times());
  run.wall_s["until the target was up"] += sys::steady_seconds() - started;
  run::Limits limits;
  limits.sample_timeout_s =
      parse_seconds(arguments.get("sample-timeout", "10m"), "--sample-timeout");
  limits.time_budget_s = request.time_budget_s;
  try {
    run::run_plan(run, *target, world.progress(), limits, [&](const Run& now) { save(now, file); });
  } catch (const Error&) {
    world.progress().note(
        fmt::format("{} finished blocks are in {}; go on with: sharebench run --resume {}",
                    run.blocks.size(), file.string(), file.string()));
    throw;
  }
  {
    const sys::InterruptShield shield;
    const double ending = sys::steady_seconds();
    target.reset();
    run.wall_s["shutting down"] += sys::steady_seconds() - ending;
  }
  run.wall_s["total"] += sys::steady_seconds() - started;
  save(run, file);
  report_run(file, out, arguments.has("json"), world.progress());
  return any_failure(run) ? ExitCode::kMeasure : ExitCode::kYes;
}

ExitCode run(const Arguments& arguments) {
  Request request = make_request(arguments);
  if (arguments.has("resume")) {
    return resume(arguments,
                  [](const Arguments& a, const Request& r, Run run, const targets::TargetType& t) {
                    return measure(a, r, std::move(run), t);
                  });
  }
  if (request.target.empty()) request.target = "lab";
  const targets::TargetType& type = targets::target_type(request.target);
  const plan::TargetFacts facts = facts_of(type, request.target);
  Run planned = planned_run(arguments, request, facts);
  if (arguments.has("dry-run")) {
    print_plan(planned, facts, arguments.has("json"));
    return ExitCode::kYes;
  }
  return measure(arguments, request, std::move(planned), type);
}

}  // namespace

Command run_command() {
  std::vector<Option> options = request_options();
  const std::vector<Option> own = {
      {"out", "DIR", "where the run file and the reports go (default: out)"},
      {"resume", "RUN", "finish an interrupted run file; its own plan holds"},
      {"dry-run", "", "show the plan and how long it takes; touch nothing"},
      {"sample-timeout", "TIME", "a sample that takes longer is a failure (default: 10m)"},
      {"runner", "FILE", "the runner to use (default: the one beside this program)"},
      {"docker", "PROGRAM", "the docker client, for --engine docker (default: docker)"},
      {"accelerator", "A", "lab: auto, kvm or tcg (default: auto)"},
  };
  options.insert(options.end(), own.begin(), own.end());
  return {"run",
          "measure shares of one target, leave a run file and reports",
          {},
          options,
          {"sharebench run --dry-run",
           "sharebench run --target lab --shares nfs3,nfs4,9p,virtiofs,sshfs,disk",
           "sharebench run --target lab --shares nfs3,nfs3:actimeo=0 --workloads stat_tree",
           "sharebench run --target local --shares shm=/dev/shm,disk=/var/tmp --suite quick",
           "sharebench run --resume out/20261124-183000-lab.run.json"},
          run};
}

}  // namespace sharebench::cli
