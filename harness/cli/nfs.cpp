// `sharebench nfs`: a folder by NFS in place of what the VM has: planned, set up, taken back.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/cli/action.h"
#include "harness/cli/nfs_scene.h"
#include "harness/cli/rows.h"
#include "harness/cli/steps_output.h"
#include "harness/core/error.h"
#include "harness/guard/text.h"
#include "harness/nfs/mount_options.h"

namespace sharebench::cli {
namespace {

using nlohmann::ordered_json;

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

std::vector<std::string> other_machines(const nfs::Found& found) {
  std::vector<std::string> addresses;
  for (const guard::Client& client : found.policy.others) addresses.push_back(client.vm);
  return addresses;
}

ordered_json nfs_plan_json(const Scene& scene, const nfs::Found& found, const nfs::Plan& plan) {
  return {{"place", scene.place->name},
          {"system", found.system},
          {"vm", found.policy.vm},
          {"exports", found.policy.folders},
          {"others", other_machines(found)},
          {"steps", steps_to_json(plan.steps)},
          {"options", explained_options(found)},
          {"notes", plan.notes},
          {"warnings", plan.warnings}};
}

void print_nfs_plan(const Scene& scene, const nfs::Found& found, const nfs::Plan& plan) {
  fmt::print("NFS from {} to {} ({})\n", found.system, scene.place->name, found.policy.vm);
  for (const std::string& other : other_machines(found)) fmt::print("and still to {}\n", other);
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
    const std::string open =
        why_failed(scene, found.policy, found.mounts, guard::kIsProtected, world);
    if (open.empty())
      return print_applied({true, {"nothing to do: NFS is mounted and guarded"}}, shown, arguments);
    return print_applied({false, {"every file is as planned, but " + open}}, shown, arguments);
  }
  refuse_second_apply(scene);
  if (!is_wanted("do this?", arguments)) return print_applied({false, {}}, shown, arguments);
  const guard::Applied applied = guard::apply_steps(
      scene.sides, planned.steps, journal_of(scene, found.policy), [&](const std::string& check) {
        return why_failed(scene, found.policy, found.mounts, check, world);
      });
  if (applied.kept && scene.several()) nfs::settle(journals());
  return print_applied(applied, shown, arguments);
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
      {"plan", plan}, {"apply", apply}, {"undo", nfs_undo}, {"options", options}};
  return run_action("nfs", kActions, arguments);
}

}  // namespace

Command nfs_command() {
  return {
      "nfs",
      "a folder by NFS in the VM, behind the packet filter: plan, apply, undo, options",
      {{"ACTION", "plan, apply, undo or options"}},
      {{"machine", "NAME",
        "the VM of docker-machine (default: default; undo: the only one there is)"},
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
