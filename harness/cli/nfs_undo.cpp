// `sharebench nfs undo`: where it was applied is known; the options of that time need not be given.
#include <fmt/format.h>

#include "harness/cli/nfs_scene.h"
#include "harness/cli/steps_output.h"
#include "harness/core/error.h"

namespace sharebench::cli {
namespace {

/// The journal of a place that stands alone, and of an apply that was killed.
ExitCode undo_whole(const Arguments& arguments, World& world) {
  Scene scene;
  const auto file = journals().under_way();
  for (const auto& [name, value] : guard::journal_facts(file)) {
    if (name == "machine") scene.request.machine = value;
    if (name == "place") scene.place = &nfs::place_of(value);
  }
  if (scene.place == nullptr)
    throw DataError(fmt::format("{} does not say where it was applied", file.string()),
                    "undo with the version that wrote it");
  if (scene.several() && !arguments.has("without-vm"))
    nfs::check_running(world.runner(), scene.request.machine);
  open_sides(scene, arguments, world);
  const guard::Journal journal = journal_of(scene, {});
  tell_changes(guard::changed_since(scene.sides, file, arguments.has("without-vm")));
  return print_undone(guard::undo_steps(scene.sides, journal, undo_options(arguments)), arguments);
}

ExitCode undo_machine(const std::vector<nfs::Machine>& all, const Arguments& arguments,
                      World& world) {
  const nfs::Machine machine = nfs::chosen_machine(all, arguments.get("machine"));
  const guard::UndoOptions options = undo_options(arguments);
  Scene scene;
  scene.place = &nfs::place_of("docker-machine");
  scene.request.machine = machine.name;
  if (!options.without_vm) nfs::check_running(world.runner(), machine.name);
  open_sides(scene, arguments, world);
  const auto changed = nfs::changed_by_others(scene.sides, journals(), machine, options.without_vm);
  tell_changes(changed);
  if (!changed.empty() && !options.force)
    throw EnvironmentError(
        fmt::format("{} was changed by somebody else since apply", changed.front().path),
        "take that change away, or lose it: sharebench nfs undo --force");
  const auto rest = nfs::clients_without(all, machine.name);
  const guard::Policy policy = rest.empty() ? guard::Policy{} : nfs::policy_for(rest);
  const guard::Undone undone = nfs::take_away(
      scene.sides, journals(), machine, options,
      [&](const std::string& check) { return why_failed(scene, policy, {}, check, world); });
  return print_undone(undone, arguments);
}

}  // namespace

ExitCode nfs_undo(const Arguments& arguments, World& world) {
  const std::vector<nfs::Machine> machines = nfs::machines_in(journals());
  if (machines.empty() || std::filesystem::exists(journals().under_way()))
    return undo_whole(arguments, world);
  return undo_machine(machines, arguments, world);
}

}  // namespace sharebench::cli
