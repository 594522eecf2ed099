// Where the guard's state comes from, and the form in which a verdict leaves.
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "harness/cli/guard_actions.h"
#include "harness/guard/capture.h"
#include "harness/guard/setup.h"

namespace sharebench::cli {
namespace {

std::string read_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw UsageError(fmt::format("{} cannot be read", file), "give a file that is there");
  return text.str();
}

}  // namespace

guard::Captured captured_of(const Arguments& arguments, World& world) {
  if (arguments.has("captured")) return guard::read_captured(arguments.get("captured"));
  if (arguments.has("pf-conf")) return {};
  guard::CaptureOptions options;
  options.labels = {guard::kGuardLabel};
  return guard::capture(world.runner(), options);
}

guard::PfModel model_of(const Arguments& arguments, const guard::Captured& captured) {
  if (!arguments.has("pf-conf")) return guard::read_printed(captured);
  const std::string file = arguments.get("pf-conf");
  return guard::read_conf(read_file(file), file, captured);
}

nlohmann::ordered_json json_of(const GuardState& state) {
  nlohmann::ordered_json exposures = nlohmann::ordered_json::array();
  for (const Exposure& one : state.exposures) {
    exposures.push_back({{"service", one.service},
                         {"proto", one.proto},
                         {"port", one.port},
                         {"interface", one.interface},
                         {"family", one.family},
                         {"from", one.from},
                         {"decision", one.decision},
                         {"rule", one.rule},
                         {"fragment", one.fragment}});
  }
  return {{"verdict", guard_verdict_name(state.verdict)},
          {"exposures", exposures},
          {"evidence", state.evidence},
          {"warnings", state.warnings}};
}

guard::CheckRequest check_request(const Arguments& arguments) {
  guard::CheckRequest request;
  request.vm = arguments.get("vm");
  request.vm_interface = arguments.get("vm-interface");
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
