// Where the guard's state comes from, and the form in which a verdict leaves.
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "harness/cli/guard_actions.h"
#include "harness/cli/lab_by_hand.h"
#include "harness/guard/capture.h"
#include "harness/guard/judge_host.h"
#include "harness/guard/setup.h"

namespace sharebench::cli {
namespace {

bool of_lab(const Arguments& arguments) {
  return arguments.has("lab") && !arguments.has("captured") && !arguments.has("pf-conf");
}

}  // namespace

std::string read_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw UsageError(fmt::format("{} cannot be read", file), "give a file that is there");
  return text.str();
}

LabOutside lab_outside(const Arguments& arguments, World& world) {
  const auto lab = lab::Lab::adopt(world.runner(), lab_by_hand(arguments));
  lab->keep();
  return {lab->nfs_host(), lab->as_stranger(false), lab->as_stranger(true)};
}

std::string needed(const Arguments& arguments, const std::string& name) {
  if (!arguments.has(name))
    throw UsageError(fmt::format("guard {} needs --{}", arguments.positionals.at(0), name),
                     "see: sharebench guard --help");
  return arguments.get(name);
}

guard::Captured captured_of(const Arguments& arguments, World& world) {
  if (arguments.has("captured")) return guard::read_captured(arguments.get("captured"));
  if (arguments.has("pf-conf")) return {};
  if (arguments.has("lab")) {
    return guard::capture_host(world.runner(), lab_outside(arguments, world).host);
  }
  guard::CaptureOptions options;
  options.labels = {guard::kGuardLabel};
  return guard::capture(world.runner(), options);
}

guard::PfModel model_of(const Arguments& arguments, const guard::Captured& captured) {
  if (!arguments.has("pf-conf")) return guard::read_printed(captured);
  const std::string file = arguments.get("pf-conf");
  return guard::read_conf(read_file(file), file, captured);
}

guard::CheckRequest check_request(const Arguments& arguments, World& world) {
  guard::CheckRequest request;
  if (of_lab(arguments)) request = guard::request_for(lab_outside(arguments, world).host);
  if (arguments.has("vm")) request.vm = arguments.get("vm");
  if (arguments.has("vm-interface")) request.vm_interface = arguments.get("vm-interface");
  if (arguments.has("service-ports"))
    request.services = guard::parse_service_ports(arguments.get("service-ports"));
  if (arguments.has("pf-conf"))
    request.conf = guard::ConfFile{arguments.get("pf-conf"), read_file(arguments.get("pf-conf"))};
  return request;
}

ExitCode exit_code(GuardVerdict verdict) {
  if (verdict == GuardVerdict::kProtected) return ExitCode::kYes;
  return verdict == GuardVerdict::kUnknown ? ExitCode::kCannotTell : ExitCode::kNo;
}

}  // namespace sharebench::cli
