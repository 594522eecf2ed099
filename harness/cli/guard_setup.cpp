// `guard capture`, `plan`, `apply`, `undo`: the actions that read or change this machine.
#include <fmt/format.h>

#include "harness/cli/guard_actions.h"
#include "harness/cli/steps_output.h"
#include "harness/guard/capture.h"
#include "harness/guard/ip_address.h"
#include "harness/guard/judge_host.h"
#include "harness/guard/setup.h"
#include "harness/guard/text.h"
#include "harness/sys/sandbox.h"

namespace sharebench::cli {
namespace {

guard::CaptureOptions capture_options(const Arguments& arguments) {
  guard::CaptureOptions options;
  options.labels = {guard::kGuardLabel};
  options.mask = arguments.has("mask");
  return options;
}

/// VirtualBox gives the host the first address of the VM's network.
std::string first_address(const std::string& vm) {
  const auto address = guard::parse_ip(vm);
  if (!address) return vm;
  guard::IpAddress first = guard::masked(*address, 24);
  first.bytes[3] = 1;
  return guard::print_ip(first);
}

guard::Policy policy_of(const Arguments& arguments) {
  guard::Policy policy;
  policy.vm = needed(arguments, "vm");
  policy.vm_interface = needed(arguments, "vm-interface");
  policy.host = arguments.get("host", first_address(policy.vm));
  policy.folders = guard::split(arguments.get("folders"), ',');
  policy.map_to = arguments.get("map-to");
  guard::check_policy(policy);
  return policy;
}

guard::Style style_of(const Arguments& arguments) {
  const std::string name = arguments.get("style", "recommended");
  if (name == "recommended") return guard::Style::kRecommended;
  if (name == "gilt") return guard::Style::kArticle;
  throw UsageError(fmt::format("--style '{}' is not known", name), "use recommended or gilt");
}

std::optional<std::string> text_of(const guard::Captured& captured, const std::string& name) {
  const guard::CapturedFile* file = guard::find_printed(captured, name);
  return file == nullptr ? std::nullopt : std::optional<std::string>(file->text);
}

/// Another machine's files, by its capture folder.
guard::Found found_in(const guard::Captured& captured) {
  guard::Found found;
  const guard::CapturedFile* os = guard::find_printed(captured, "os");
  if (os != nullptr && os->text.rfind("linux", 0) == 0) found.kernel = "Linux";
  found.pf_conf = text_of(captured, "pf.conf");
  found.nfs_conf = text_of(captured, "nfs.conf");
  found.exports = text_of(captured, "exports");
  found.plist = text_of(captured, fmt::format("launchd/{}.plist", guard::kGuardLabel));
  return found;
}

guard::Setup setup_of(const Arguments& arguments, World& world) {
  const guard::Found found = arguments.has("captured") ? found_in(captured_of(arguments, world))
                                                       : guard::find_files(world.runner());
  return guard::plan_setup(policy_of(arguments), style_of(arguments), found);
}

nlohmann::ordered_json setup_json(const guard::Setup& setup) {
  return {{"steps", steps_to_json(setup.steps)}, {"notes", setup.notes}};
}

guard::Journal journal() {
  return {sys::state_root() / "guard" / "backup.json", "sharebench guard undo", {}};
}

/// Empty when this machine is guarded now, else why not.
std::string judge_here(const std::string& name, const Arguments& arguments, World& world) {
  guard::CheckRequest request = check_request(arguments, world);
  if (name == guard::kRulesStand) request.services = guard::guarded_services();
  return guard::why_open(
      guard::check(guard::capture(world.runner(), capture_options(arguments)), request));
}

}  // namespace

ExitCode guard_capture(const Arguments& arguments, World& world) {
  const std::string dir = needed(arguments, "out");
  const guard::Captured captured = arguments.has("lab")
                                       ? captured_of(arguments, world)
                                       : guard::capture(world.runner(), capture_options(arguments));
  guard::write_captured(captured, dir);
  for (const auto& [name, file] : captured)
    fmt::print("{} {}{}\n", file.status == 0 ? "captured" : "failed  ", name,
               file.status == 0 ? "" : ": " + guard::trim(file.error));
  return ExitCode::kYes;
}

ExitCode guard_plan(const Arguments& arguments, World& world) {
  if (arguments.has("anchor")) {
    fmt::print("{}", guard::pf_anchor_file(policy_of(arguments)));
    fmt::print(stderr, "load it with: pfctl -a com.apple/000.sharebench -f FILE\n");
    return ExitCode::kYes;
  }
  const guard::Setup setup = setup_of(arguments, world);
  if (arguments.has("json"))
    fmt::print("{}\n",
               setup_json(setup).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  else
    fmt::print("{}", guard::show(setup));
  return ExitCode::kYes;
}

ExitCode guard_apply(const Arguments& arguments, World& world) {
  if (arguments.has("captured"))
    throw UsageError("guard apply changes this machine", "leave out --captured");
  const guard::Setup setup = setup_of(arguments, world);
  if (!arguments.has("json")) fmt::print("{}", guard::show(setup));
  const guard::Applied applied = guard::apply_steps(
      {&world.runner(), nullptr}, setup.steps, journal(),
      [&](const std::string& name) { return judge_here(name, arguments, world); });
  return print_applied(applied, setup_json(setup), arguments);
}

ExitCode guard_undo(const Arguments& arguments, World& world) {
  const guard::Sides sides{&world.runner(), nullptr};
  const guard::UndoOptions options = undo_options(arguments);
  tell_changes(guard::changed_since(sides, journal().file, options.without_vm));
  return print_undone(guard::undo_steps(sides, journal(), options), arguments);
}

}  // namespace sharebench::cli
