// Where the guard's state comes from, and the form in which a verdict leaves.
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "harness/cli/guard_actions.h"
#include "harness/guard/capture.h"
#include "harness/guard/setup.h"
#include "harness/store/json_reader.h"

namespace sharebench::cli {
namespace {

std::string read_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw UsageError(fmt::format("{} cannot be read", file), "give a file that is there");
  return text.str();
}

std::string text_of(const nlohmann::json& line, const std::string& file) {
  if (!line.is_string()) store::bad_field(file, "has evidence or a warning that is no text");
  return line.get<std::string>();
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

GuardState read_guard_state(const std::string& file) {
  return guard_state_of(nlohmann::json::parse(read_file(file), nullptr, false), file);
}

GuardState guard_state_of(const nlohmann::json& json, const std::string& file) {
  const store::ObjectReader reader(json, file);
  GuardState state;
  const std::string verdict = reader.text("verdict");
  for (const GuardVerdict known : {GuardVerdict::kProtected, GuardVerdict::kExposed,
                                   GuardVerdict::kVmBlocked, GuardVerdict::kUnknown}) {
    if (guard_verdict_name(known) == verdict) state.verdict = known;
  }
  if (guard_verdict_name(state.verdict) != verdict) {
    store::bad_field(reader.path("verdict"), "is no verdict of the guard");
  }
  for (const store::ObjectReader& one : reader.objects("exposures")) {
    state.exposures.push_back({.service = one.text("service"),
                               .proto = one.text("proto"),
                               .port = static_cast<int>(one.integer("port", 0, 65535)),
                               .interface = one.text("interface"),
                               .family = one.text("family"),
                               .from = one.text("from"),
                               .decision = one.text("decision"),
                               .rule = one.text("rule"),
                               .fragment = one.flag("fragment")});
  }
  for (const auto& line : reader.array("evidence")) state.evidence.push_back(text_of(line, file));
  for (const auto& line : reader.array("warnings")) state.warnings.push_back(text_of(line, file));
  return state;
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
