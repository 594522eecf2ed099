// `sharebench nfs`: a folder by NFS in place of what the VM has: planned, set up, taken back.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "harness/cli/action.h"
#include "harness/cli/lab_by_hand.h"
#include "harness/cli/rows.h"
#include "harness/cli/steps_output.h"
#include "harness/cli/world.h"
#include "harness/guard/capture.h"
#include "harness/guard/check.h"
#include "harness/guard/judge_host.h"
#include "harness/guard/text.h"
#include "harness/lab/network.h"
#include "harness/nfs/mount_options.h"
#include "harness/nfs/place.h"
#include "harness/nfs/shell_runner.h"
#include "harness/sys/entered_runner.h"
#include "harness/sys/sandbox.h"

namespace sharebench::cli {
namespace {

using nlohmann::ordered_json;

/// Both sides of a setup, and what must live as long as they are spoken to.
struct Scene {
  nfs::Request request{};
  const nfs::Place* place = nullptr;
  std::unique_ptr<lab::Lab> lab{};
  std::unique_ptr<sys::CommandRunner> host{}, vm{};
  guard::Sides sides{};
};

std::string place_name(const Arguments& arguments) {
  if (arguments.has("lab")) return "lab";
  return arguments.has("docker-desktop") ? "docker-desktop" : "docker-machine";
}

/// Adopts the lab, or reaches the VM by ssh.
void open_sides(Scene& scene, const Arguments& arguments, World& world) {
  if (scene.place->name == "lab") {
    scene.lab = lab::Lab::adopt(world.runner(), lab_by_hand(arguments));
    scene.lab->keep();
    scene.request.lab = scene.lab->nfs_host();
    scene.request.lab_host = lab::kHostAddress;
    scene.host = std::make_unique<sys::EnteredRunner>(world.runner(), scene.request.lab.enter);
    scene.vm = std::make_unique<nfs::ShellRunner>(
        [lab = scene.lab.get()](const std::string& line, double timeout_s) {
          return lab->guest(line, timeout_s);
        },
        "");
  } else if (scene.place->name == "docker-machine") {
    scene.vm = std::make_unique<nfs::ShellRunner>(
        nfs::machine_runner(world.runner(), scene.request.machine));
  }
  scene.sides = {scene.host ? scene.host.get() : &world.runner(), scene.vm.get()};
}

Scene scene_of(const Arguments& arguments, World& world) {
  Scene scene;
  scene.place = &nfs::place_of(place_name(arguments));
  nfs::Request& request = scene.request;
  request.machine = arguments.get("machine", request.machine);
  request.vm = arguments.get("vm");
  request.map_to = arguments.get("map-to");
  request.volume = arguments.get("volume", request.volume);
  request.mount_options = arguments.get("options");
  if (arguments.has("folders")) request.folders = guard::split(arguments.get("folders"), ',');
  open_sides(scene, arguments, world);
  return scene;
}

guard::Journal journal(const Scene& scene) {
  return {sys::state_root() / "nfs" / "backup.json",
          "sharebench nfs undo",
          {{"place", scene.place->name}, {"machine", scene.request.machine}}};
}

GuardState judge(const Scene& scene, const nfs::Found& found, const std::string& check,
                 World& world) {
  if (scene.lab) return guard::judge_host(world.runner(), scene.request.lab);
  guard::CaptureOptions options;
  options.labels = {guard::kGuardLabel};
  options.machine = scene.request.machine;
  guard::CheckRequest request;
  request.vm = found.policy.vm;
  request.vm_interface = found.policy.vm_interface;
  if (check == guard::kRulesStand) request.services = guard::guarded_services();
  return guard::check(guard::capture(world.runner(), options), request);
}

std::string why_failed(const Scene& scene, const nfs::Found& found, const std::string& check,
                       World& world) {
  if (check != nfs::kIsMounted) return guard::why_open(judge(scene, found, check, world));
  const std::string table = sys::run_or_throw(
      *scene.sides.vm, {.argv = {"cat", "/proc/self/mountinfo"}, .timeout_s = 60}, "");
  return nfs::why_not_mounted(table, found.mounts);
}

/// The options of the mounts, each with what explains it.
std::vector<std::string> explained_options(const nfs::Found& found) {
  std::vector<std::string> lines;
  const std::string options = found.mounts.empty() ? "" : found.mounts[0].options;
  for (const std::string& option : guard::split(options, ',')) {
    const nfs::MountOption* row = nfs::explained(option);
    if (row == nullptr) {
      lines.push_back(option + ": not one that is explained here, see nfs(5)");
      continue;
    }
    std::string line = fmt::format("{}: {}", option, row->does);
    if (!row->costs.empty()) line += "; " + row->costs;
    if (!row->measure.empty()) line += "; measure it: " + nfs::measuring_command(*row);
    lines.push_back(line);
  }
  return lines;
}

ordered_json nfs_plan_json(const Scene& scene, const nfs::Found& found, const nfs::Plan& plan) {
  return {{"place", scene.place->name},
          {"system", found.system},
          {"vm", found.policy.vm},
          {"exports", found.policy.folders},
          {"steps", steps_to_json(plan.steps)},
          {"options", explained_options(found)},
          {"notes", plan.notes},
          {"warnings", plan.warnings}};
}

void print_nfs_plan(const Scene& scene, const nfs::Found& found, const nfs::Plan& plan) {
  fmt::print("NFS from {} to {} ({})\n", found.system, scene.place->name, found.policy.vm);
  fmt::print("{}", guard::show(plan.steps));
  for (const std::string& line : explained_options(found)) fmt::print("option {}\n", line);
  for (const std::string& note : plan.notes) fmt::print("note: {}\n", note);
  for (const std::string& warning : plan.warnings) fmt::print("warning: {}\n", warning);
}

ExitCode plan(const Arguments& arguments, World& world) {
  const Scene scene = scene_of(arguments, world);
  const nfs::Found found = scene.place->look(scene.request, scene.sides);
  const nfs::Plan planned = nfs::plan_nfs(*scene.place, scene.request, found);
  if (arguments.has("json"))
    fmt::print("{}\n", nfs_plan_json(scene, found, planned)
                           .dump(2, ' ', false, ordered_json::error_handler_t::replace));
  else
    print_nfs_plan(scene, found, planned);
  return ExitCode::kYes;
}

ExitCode apply(const Arguments& arguments, World& world) {
  const Scene scene = scene_of(arguments, world);
  const nfs::Found found = scene.place->look(scene.request, scene.sides);
  const nfs::Plan planned = nfs::plan_nfs(*scene.place, scene.request, found);
  const bool as_json = arguments.has("json");
  const ordered_json shown = nfs_plan_json(scene, found, planned);
  if (!as_json) print_nfs_plan(scene, found, planned);
  if (planned.steps.empty()) {
    const std::string open = why_failed(scene, found, guard::kIsProtected, world);
    if (open.empty())
      return print_applied({true, {"nothing to do: NFS is mounted and guarded"}}, shown, arguments);
    return print_applied({false, {"every file is as planned, but " + open}}, shown, arguments);
  }
  if (!is_wanted("do this?", arguments)) return print_applied({false, {}}, shown, arguments);
  return print_applied(guard::apply_steps(scene.sides, planned.steps, journal(scene),
                                          [&](const std::string& check) {
                                            return why_failed(scene, found, check, world);
                                          }),
                       shown, arguments);
}

ExitCode undo(const Arguments& arguments, World& world) {
  // Where it was applied is known; the options of that time need not be given again.
  Scene scene;
  const auto file = journal({{}, &nfs::places().front(), {}, {}, {}, {}}).file;
  for (const auto& [name, value] : guard::journal_facts(file)) {
    if (name == "machine") scene.request.machine = value;
    if (name == "place") scene.place = &nfs::place_of(value);
  }
  if (scene.place == nullptr)
    throw DataError(fmt::format("{} does not say where it was applied", file.string()),
                    "undo with the version that wrote it");
  if (scene.place->name == "docker-machine" && !arguments.has("without-vm"))
    nfs::check_running(world.runner(), scene.request.machine);
  open_sides(scene, arguments, world);
  return undo_and_print(scene.sides, journal(scene), arguments);
}

ExitCode options(const Arguments& arguments, World&) {
  if (!arguments.has("json")) {
    fmt::print("{}", nfs::options_table());
    return ExitCode::kYes;
  }
  ordered_json rows = ordered_json::array();
  for (const nfs::MountOption& row : nfs::mount_options())
    rows.push_back({{"option", row.example},
                    {"set", row.set},
                    {"does", row.does},
                    {"costs", row.costs},
                    {"measure", nfs::measuring_command(row)},
                    {"measured", row.figure}});
  fmt::print("{}\n", rows.dump(2));
  return ExitCode::kYes;
}

ExitCode run_nfs(const Arguments& arguments) {
  static const std::vector<Action> kActions = {
      {"plan", plan}, {"apply", apply}, {"undo", undo}, {"options", options}};
  return run_action("nfs", kActions, arguments);
}

}  // namespace

Command nfs_command() {
  return {
      "nfs",
      "a folder by NFS in the VM, behind the packet filter: plan, apply, undo, options",
      {{"ACTION", "plan, apply, undo or options"}},
      {{"machine", "NAME", "the VM of docker-machine (default: default)"},
       {"docker-desktop", "", "Docker Desktop instead: an engine volume of type nfs"},
       {"lab", "", "the lab that is up (sharebench lab up) instead"},
       {"vm", "ADDR", "the VM's address (default: as docker-machine tells)"},
       {"folders", "A,B", "folders of this host, by NFS under the same names (default: /Users)"},
       {"map-to", "UID:GID", "whose accesses the VM's are (default: yours)"},
       {"options", "LIST", "mount options to add, as in actimeo=1,noacl; see: nfs options"},
       {"volume", "NAME", "Docker Desktop: the volume to make (default: sharebench-nfs)"},
       {"yes", "", "apply: do not ask"},
       {"without-vm", "", "undo: leave the VM as it is, since it is gone"},
       {"force", "", "undo: put files back though somebody else changed them since"}},
      {"sharebench nfs plan --machine default --folders /Users",
       "sharebench nfs apply --options actimeo=1 --yes", "sharebench nfs undo",
       "sharebench nfs plan --docker-desktop --folders /Users/jane/src",
       "sharebench lab up && sharebench nfs plan --lab", "sharebench nfs options"},
      run_nfs};
}

}  // namespace sharebench::cli
