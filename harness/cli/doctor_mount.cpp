// Brings a target up for a single look.
#include "harness/cli/doctor_mount.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/cli/measure.h"
#include "harness/cli/target_spec.h"
#include "harness/shares/backend.h"
#include "harness/sys/clock.h"
#include "harness/sys/program_files.h"
#include "harness/sys/sandbox.h"
#include "harness/targets/recognise.h"
#include "harness/targets/target.h"

namespace sharebench::cli {
namespace {

/// What the look found.
struct Finding {
  TargetInfo info{};
  Mount mount{};
  targets::PlaceRules rules{};
  std::vector<std::string> odd{};  ///< warnings and refusals, in words

  bool is_copy() const {
    return rules.directory && rules.in_vm && !shares::backend_of(mount.observed).shared;
  }
};

std::unique_ptr<targets::Target> make_target(World& world, const Arguments& arguments,
                                             const TargetSpec& spec) {
  const auto option = [&](const std::string& name) {
    const auto own = spec.options.find(name);
    return own == spec.options.end() ? arguments.get(name) : own->second;
  };
  targets::TargetOptions options;
  options.id = spec.id;
  options.engine = option("engine");
  options.run_id = sys::utc_stamp() + "-doctor";
  options.runner_file = arguments.get("runner");
  options.accelerator = option("accelerator");
  options.docker = option("docker");
  if (spec.id == "lab") options.source_dir = sys::find_source_dir();
  return targets::target_type(spec.id).make(world.runner(), world.progress(), options);
}

/// The share that is looked at: a directory, unless one is named.
Share share_for(const Arguments& arguments, const TargetSpec& spec) {
  Request request;
  request.target = spec.id;
  request.dir = arguments.get("dir");
  if (arguments.has("share")) {
    request.shares = parse_spec_list(arguments.get("share"), "--share");
  }
  return plan::choose_shares(request, facts_of(spec)).front();
}

Finding look(World& world, const Arguments& arguments) {
  const TargetSpec spec = parse_target(arguments.get("target"));
  const Share share = share_for(arguments, spec);
  const auto target = make_target(world, arguments, spec);
  Finding found;
  found.info = target->bring_up();
  found.mount = target->attach(share);
  {
    const auto session = target->start_runner(found.mount);
    found.mount.observed = targets::recognise(share, session->facts());
    found.rules = target->rules(found.mount);
    try {
      for (const Warning& warning :
           targets::judge_place(found.mount, session->facts(), found.rules)) {
        found.odd.push_back(warning_text(warning));
      }
    } catch (const EnvironmentError& error) {
      found.odd.push_back(fmt::format("{}; {}", error.what(), error.hint()));
    }
  }
  target->detach(found.mount);
  return found;
}

std::string fact(const TargetInfo& info, const std::string& name) {
  const auto at = info.facts.find(name);
  return at == info.facts.end() ? "" : at->second;
}

/// "/Users/me/src in docker:colima: VirtioFS (fstype virtiofs from mount0, rw,relatime), Colima
/// 0.8.1, QEMU; set to sshfs (colima status)".
std::string line_of(const Finding& found) {
  const ObservedMount& seen = found.mount.observed;
  const std::string what = shares::backend_of(seen).name;
  const std::string dir = found.mount.share.host_dir;
  std::string line = fmt::format("{} in {}: {}{} (fstype {} from {}, {})",
                                 dir.empty() ? found.mount.share.name : dir, found.info.id,
                                 found.is_copy() ? "a copy, no share: " : "", what, seen.fstype,
                                 seen.source, seen.options);
  for (const char* name : {"product", "vm"}) {
    const std::string value = fact(found.info, name);
    if (!value.empty()) line += ", " + value;
  }
  const std::string set = fact(found.info, "file sharing set");
  return set.empty() ? line : line + "; set to " + set;
}

}  // namespace

ExitCode tell_mount(World& world, const Arguments& arguments) {
  for (const std::string& sentence : sys::clean_sandboxes()) world.progress().note(sentence);
  const Finding found = look(world, arguments);
  if (arguments.has("json")) {
    const ObservedMount& seen = found.mount.observed;
    const nlohmann::json answer = {
        {"target", found.info.id},
        {"dir", found.mount.share.host_dir},
        {"backend", shares::backend_of(seen).id},
        {"copy", found.is_copy()},
        {"observed", {{"fstype", seen.fstype}, {"source", seen.source}, {"options", seen.options}}},
        {"engine_version", found.info.engine_version},
        {"facts", found.info.facts},
        {"odd", found.odd},
        {"line", line_of(found)}};
    fmt::print("{}\n", answer.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  } else {
    fmt::print("{}\n", line_of(found));
    for (const std::string& sentence : found.odd) world.progress().note("note: " + sentence);
  }
  return found.is_copy() ? ExitCode::kNo : ExitCode::kYes;
}

}  // namespace sharebench::cli
