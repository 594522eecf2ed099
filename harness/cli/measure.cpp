// Targets up, blocks, targets down, everything saved.
#include "harness/cli/measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "harness/cli/outputs.h"
#include "harness/cli/saved_run.h"
#include "harness/core/run_rules.h"
#include "harness/core/units.h"
#include "harness/core/version.h"
#include "harness/guard/judge_host.h"
#include "harness/plan/suites.h"
#include "harness/run/run_levels.h"
#include "harness/run/run_plan.h"
#include "harness/sys/clock.h"
#include "harness/sys/host_facts.h"
#include "harness/sys/host_state.h"
#include "harness/sys/interrupt.h"
#include "harness/sys/program_files.h"
#include "harness/sys/sandbox.h"
#include "harness/targets/target.h"
#include "harness/trace/trace_file.h"

namespace sharebench::cli {
namespace fs = std::filesystem;
namespace {

constexpr double kBusyLoadPerCore = 0.5;
constexpr double kSwap_s = 3600;

std::string fact(const std::map<std::string, std::string>& facts, const std::string& name) {
  const auto at = facts.find(name);
  return at == facts.end() ? "" : at->second;
}

void add_state(Run& run, const sys::HostState& state) {
  run.host_facts.insert(state.facts.begin(), state.facts.end());
  for (const Warning& warning : state.warnings) warn_once(run.warnings, warning);
}

void add_host(Run& run, sys::CommandRunner& runner, bool anonymize) {
  run.host_facts = sys::read_host_facts(runner);
  const std::string name = fact(run.host_facts, "host");
  run.host = anonymize || name.empty() ? "anonymous" : name;
  run.host_facts.erase("host");
  add_state(run, sys::read_host_state(runner, fact(run.host_facts, "kernel")));
  const double load = sys::load_average();
  const int cpus = std::max(1, std::atoi(fact(run.host_facts, "cores").c_str()));
  if (load > kBusyLoadPerCore * cpus) {
    run.warnings.push_back(
        {.code = WarningCode::kBusyMachine,
         .values = {{"load", fmt::format("{:.1f}", load)}, {"cpus", std::to_string(cpus)}}});
  }
}

/// What must not change about an arm, readable.
std::string describe(const TargetInfo& info) {
  std::string text =
      fmt::format("{}{} with kernel {}{}", info.engine,
                  info.engine_version.empty() ? "" : " " + info.engine_version, info.guest_kernel,
                  info.accelerator.empty() ? "" : fmt::format(" under {}", info.accelerator));
  for (const auto& [name, value] : info.facts) text += fmt::format(", {} {}", name, value);
  return text;
}

/// One measurement, with the targets that are up.
class Measurement {
 public:
  Measurement(Task& task, World& world) : task_(task), run_(task.run), world_(world) {
    out_ = prepared_out_dir(task.arguments.get("out", "out"));
    file_ = task.arguments.has("resume") ? fs::path(task.arguments.get("resume"))
                                         : out_ / (run_.id + ".run.json");
    run_.targets.resize(task.targets.size());
    for (std::size_t i = 0; i < task.targets.size(); ++i) run_.targets[i].id = task.targets[i].id;
    if (run_.measured_on.empty()) run_.measured_on = "hardware";
  }

  Measured run();

 private:
  void measure(run::Places& places);
  std::unique_ptr<targets::Target> start(int target);
  void swap(int target);
  void note(int target, const TargetInfo& info);
  void look_at_directories(int target, const targets::Target& up);
  void warn_of_same_engine();
  targets::TargetOptions options_of(int target) const;
  void save() { save_run(run_, file_); }

  Task& task_;
  Run& run_;
  World& world_;
  fs::path out_, file_;
  std::set<std::string> looked_at_{};  ///< directories of this machine
};

targets::TargetOptions Measurement::options_of(int target) const {
  const TargetSpec& spec = task_.targets[static_cast<std::size_t>(target)];
  const auto option = [&](const std::string& name) {
    const auto own = spec.options.find(name);
    return own == spec.options.end() ? task_.arguments.get(name) : own->second;
  };
  targets::TargetOptions options;
  options.id = spec.id;
  options.engine = option("engine");
  options.run_id = run_.id + (task_.targets.size() < 2 ? "" : fmt::format("-{}", target + 1));
  options.resumed = task_.arguments.has("resume");
  options.runner_file = task_.arguments.get("runner");
  options.accelerator = option("accelerator");
  options.docker = option("docker");
  if (spec.id == "lab") options.source_dir = sys::find_source_dir();
  return options;
}

void Measurement::swap(int target) {
  if (task_.swap_command.empty()) return;
  const std::string arm = target == 0 ? "baseline" : "candidate";
  world_.progress().note(fmt::format("swapping to the {}: {}", arm, task_.swap_command));
  sys::run_or_throw(
      world_.runner(),
      {.argv = {"sh", "-c", task_.swap_command + " \"$1\"", "sh", arm}, .timeout_s = kSwap_s},
      fmt::format("try it by hand: {} {}", task_.swap_command, arm));
}

/// Puts down what the target says of itself; the same arm must stay the same from block to block,
/// and from one session of a run to the next.
void Measurement::note(int target, const TargetInfo& info) {
  TargetInfo& known = run_.targets[static_cast<std::size_t>(target)];
  if (info.emulated) {
    run_.measured_on = "emulated";
    warn_once(run_.warnings, {.code = WarningCode::kEmulated});
  }
  if (known.kind.empty()) {
    known = info;
    return;
  }
  if (known.engine_version != info.engine_version || known.guest_kernel != info.guest_kernel ||
      known.accelerator != info.accelerator || known.facts != info.facts) {
    throw EnvironmentError(
        fmt::format("{} was {} in the first block and is {} now", info.id, describe(known),
                    describe(info)),
        "an arm must stay what it is: does the swap command install the same version every time? "
        "after an update, begin a new run");
  }
}

/// What the target shares of this machine, each once. Where a directory is of another machine, one
/// of that name which is here by chance says nothing.
void Measurement::look_at_directories(int target, const targets::Target& up) {
  for (const Mount& mount : run_.mounts) {
    if (mount.target != target && !task_.one_place) continue;
    const targets::PlaceRules rules = up.rules(mount);
    const std::string dir = mount.share.host_dir.empty() ? rules.served_from : mount.share.host_dir;
    if (dir.empty() || !rules.here || !looked_at_.insert(dir).second) continue;
    add_state(run_,
              sys::read_directory_state(world_.runner(), fact(run_.host_facts, "kernel"), dir));
  }
}

void Measurement::warn_of_same_engine() {
  const TargetInfo &a = run_.targets.front(), &b = run_.targets.back();
  if (a.engine != b.engine || a.engine_version != b.engine_version ||
      a.guest_kernel != b.guest_kernel || a.facts != b.facts) {
    return;
  }
  warn_once(run_.warnings, {.code = WarningCode::kSameEngine, .values = {{"engine", describe(a)}}});
}

std::unique_ptr<targets::Target> Measurement::start(int target) {
  const double started = sys::steady_seconds();
  swap(target);
  const auto& type = targets::target_type(task_.targets[static_cast<std::size_t>(target)].id);
  auto made = type.make(world_.runner(), world_.progress(), options_of(target));
  note(target, made->bring_up());
  look_at_directories(target, *made);
  for (const auto& [name, seconds] : made->setup_times()) run_.wall_s[name] += seconds;
  run_.wall_s["until the target was up"] += sys::steady_seconds() - started;
  return made;
}

void Measurement::measure(run::Places& places) {
  run::Limits limits;
  limits.sample_timeout_s =
      parse_seconds(task_.arguments.get("sample-timeout", "10m"), "--sample-timeout");
  limits.time_budget_s = task_.request.time_budget_s;
  limits.allow_exposed = task_.arguments.has("allow-exposed");
  limits.judge = [&](targets::Target& target) {
    return guard::judge_host(world_.runner(), target.nfs_host());
  };
  try {
    const auto keep = [&](const Run&) { save(); };
    if (task_.boots > 0) {
      run::run_levels(run_, task_.boots, task_.mounts, places, world_.progress(), limits, keep);
    } else {
      run::run_plan(run_, places, world_.progress(), limits, keep);
    }
  } catch (const Error&) {
    world_.progress().note(
        fmt::format("{} finished blocks are in {}; go on with: sharebench {} --resume {}",
                    run_.blocks.size(), file_.string(), command_of(run_), file_.string()));
    throw;
  }
}

Measured Measurement::run() {
  for (const std::string& sentence : sys::clean_sandboxes()) world_.progress().note(sentence);
  add_host(run_, world_.runner(), task_.request.anonymize);
  const double started = sys::steady_seconds();
  if (task_.one_at_a_time) {
    run::Places places([this](int target) { return start(target); });
    measure(places);
  } else {
    std::vector<std::unique_ptr<targets::Target>> up;
    std::vector<targets::Target*> standing;
    for (int target = 0; target < std::ssize(task_.targets); ++target) {
      if (task_.one_place && target > 0) {
        note(target, run_.targets.front());
      } else {
        up.push_back(start(target));
      }
      standing.push_back(up.back().get());
    }
    run::Places places(standing);
    measure(places);
    const sys::InterruptShield shield;
    const double ending = sys::steady_seconds();
    while (!up.empty()) up.pop_back();
    run_.wall_s["shutting down"] += sys::steady_seconds() - ending;
  }
  if (!task_.swap_command.empty()) warn_of_same_engine();
  run_.wall_s["total"] += sys::steady_seconds() - started;
  save();
  return {run_, file_, out_};
}

}  // namespace

std::vector<Option> measuring_options() {
  return {
      {"out", "DIR", "where the run file and the reports go (default: out)"},
      {"sample-timeout", "TIME", "a sample that takes longer is a failure (default: 10m)"},
      {"runner", "FILE", "the runner to use (default: the one beside this program)"},
      {"docker", "PROGRAM", "the docker client, for --engine docker (default: docker)"},
      {"accelerator", "A", "lab: auto, kvm or tcg (default: auto)"},
      {"allow-exposed", "",
       "measure NFS although strangers can reach it, or nobody knows; every report says so"},
  };
}

Option resume_option() {
  return {"resume", "RUN", "finish an interrupted run file; its own plan holds"};
}

plan::TargetFacts facts_of(const TargetSpec& target) {
  const targets::TargetType& type = targets::target_type(target.id);
  return {.id = target.id, .kind = type.name, .channels = type.channels};
}

Run planned_run(const Arguments& arguments, Plan plan, const std::vector<Share>& shares,
                const std::string& name) {
  Run run;
  run.plan = std::move(plan);
  for (const WorkloadSpec& workload : run.plan.workloads) {
    for (const std::string& file : plan::files_of(workload)) trace::check_trace_file(file);
  }
  for (const Share& share : shares) {
    Mount mount;
    mount.share = share;
    run.mounts.push_back(mount);
  }
  run.id = sys::utc_stamp() + "-" + name;
  for (char& c : run.id) {
    if (c == ':' || c == '/' || c == '@') c = '-';
  }
  run.tool_version = version();
  run.commit = commit();
  run.started = sys::utc_now();
  for (const auto& [option, value] : arguments.options) run.settings[option] = value;
  return run;
}

Measured measure(Task task, World& world) {
  return Measurement(task, world).run();
}

bool counting_failed(const Run& run) {
  for (const Sample& sample : run.samples) {
    if (sample.block < 0 && !sample.failure.empty()) return true;
  }
  return false;
}

}  // namespace sharebench::cli
