// Opens both sides, asks whether NFS is shut, and refuses what would lose an original.
#include "harness/cli/nfs_scene.h"

#include <fmt/format.h>

#include "harness/cli/lab_by_hand.h"
#include "harness/core/error.h"
#include "harness/guard/capture.h"
#include "harness/guard/check.h"
#include "harness/guard/judge_host.h"
#include "harness/guard/text.h"
#include "harness/lab/network.h"
#include "harness/nfs/shell_runner.h"
#include "harness/sys/entered_runner.h"
#include "harness/sys/sandbox.h"

namespace sharebench::cli {
namespace {

constexpr const char* kUndo = "sharebench nfs undo";

std::string place_name(const Arguments& arguments) {
  if (arguments.has("lab")) return "lab";
  return arguments.has("docker-desktop") ? "docker-desktop" : "docker-machine";
}

GuardState judge(const Scene& scene, const guard::Policy& policy, const std::string& check,
                 World& world) {
  if (scene.lab) return guard::judge_host(world.runner(), scene.request.lab);
  guard::CaptureOptions options;
  options.labels = {guard::kGuardLabel};
  options.machine = scene.request.machine;
  guard::CheckRequest request;
  request.vm = policy.vm;
  request.vm_interface = policy.vm_interface;
  if (check == guard::kRulesStand) request.services = guard::guarded_services();
  return guard::check(guard::capture(world.runner(), options), request);
}

}  // namespace

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
  } else if (scene.several()) {
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
  if (scene.several()) {
    request.others = nfs::clients_without(nfs::machines_in(journals()), request.machine);
  }
  open_sides(scene, arguments, world);
  return scene;
}

nfs::Journals journals() {
  return {sys::state_root() / "nfs"};
}

guard::Journal journal_of(const Scene& scene, const guard::Policy& policy) {
  nfs::Facts about = {{"place", scene.place->name}, {"machine", scene.request.machine}};
  if (scene.several()) about = nfs::facts_of({scene.request.machine, guard::own_client(policy)});
  return {journals().under_way(), kUndo, about};
}

void refuse_second_apply(const Scene& scene) {
  const std::vector<nfs::Machine> machines = nfs::machines_in(journals());
  for (const nfs::Machine& machine : machines) {
    if (scene.several() && machine.name != scene.request.machine) continue;
    throw EnvironmentError(
        fmt::format("NFS is set up for the VM {} already, in another way", machine.name),
        fmt::format("take that back first: {} --machine {}", kUndo, machine.name));
  }
  if (machines.empty()) return;
  const auto changed = guard::changed_since(scene.sides, journals().host(), true);
  if (changed.empty()) return;
  throw EnvironmentError(
      fmt::format("{} was changed by somebody else since NFS was set up for the VM {}",
                  changed.front().path, machines.front().name),
      fmt::format("take that change away, or undo first: {}", kUndo));
}

std::string why_failed(const Scene& scene, const guard::Policy& policy,
                       const std::vector<nfs::VmMount>& mounts, const std::string& check,
                       World& world) {
  if (check != nfs::kIsMounted) return guard::why_open(judge(scene, policy, check, world));
  const std::string table = sys::run_or_throw(
      *scene.sides.vm, {.argv = {"cat", "/proc/self/mountinfo"}, .timeout_s = 60}, "");
  return nfs::why_not_mounted(table, mounts);
}

}  // namespace sharebench::cli
