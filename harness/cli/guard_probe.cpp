// `guard probe`: what is seen from another machine, held against what the model says.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/cli/guard_actions.h"
#include "harness/guard/probe.h"
#include "harness/guard/text.h"
#include "harness/lab/network.h"

namespace sharebench::cli {
namespace {

constexpr int kLabControlPort = 22;  // the lab's sshd, which the guard leaves open

constexpr double kLabAnswer_s = 3;  // between two namespaces nothing gets lost

/// From where it is looked, and at whom.
struct View {
  std::vector<std::string> scan{}, call{};  ///< argv before nmap and rpcinfo; empty: neither is run
  std::string target{};
  int control_port = 0;
  double answer_s = 15;  ///< a call that is not answered for as long, ssh included, is not answered
};

int control_port(const Arguments& arguments, int otherwise) {
  if (!arguments.has("control-port")) return otherwise;
  const auto port = guard::parse_decimal(arguments.get("control-port"), 65535);
  if (!port || *port == 0)
    throw UsageError(fmt::format("--control-port '{}' is no port", arguments.get("control-port")),
                     "give a TCP port that answers");
  return static_cast<int>(*port);
}

View view_of(const Arguments& arguments, World& world) {
  if (arguments.has("lab")) {
    const LabOutside outside = lab_outside(arguments, world);
    return {outside.scan, outside.call, arguments.get("target", lab::kOpenAddress),
            control_port(arguments, kLabControlPort), kLabAnswer_s};
  }
  View view{.target = arguments.get("target"), .control_port = control_port(arguments, 0)};
  if (arguments.has("nmap-xml") && !arguments.has("from")) return view;
  view.target = needed(arguments, "target");
  view.call = {"ssh", needed(arguments, "from")};
  view.scan = {"ssh", needed(arguments, "from"), "sudo"};
  return view;
}

std::vector<std::string> joined(std::vector<std::string> first,
                                const std::vector<std::string>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

std::string scan(const Arguments& arguments, World& world, const View& view,
                 const std::vector<guard::Service>& services) {
  if (arguments.has("nmap-xml")) return read_file(arguments.get("nmap-xml"));
  const auto nmap = guard::nmap_command(services, view.control_port, view.target);
  return sys::run_or_throw(
      world.runner(), {.argv = joined(view.scan, nmap), .timeout_s = 600},
      arguments.has("lab") ? "apt-get install nmap" : "check that ssh and sudo nmap work there");
}

std::vector<guard::RpcAnswer> call_udp(World& world, const View& view,
                                       const std::vector<guard::Service>& services) {
  std::vector<guard::RpcAnswer> answers;
  if (view.call.empty()) return answers;
  for (const guard::Service& service : services) {
    if (service.protocol != 17) continue;
    const auto call = guard::rpc_command(service, view.target);
    if (call.empty()) continue;
    const sys::CommandResult result =
        world.runner().run({.argv = joined(view.call, call), .timeout_s = view.answer_s});
    answers.push_back({*service.port, result.ok()});
  }
  return answers;
}

std::vector<guard::Service> services_of(const guard::CheckRequest& request,
                                        const guard::Captured& captured) {
  std::vector<guard::Service> services = request.services;
  if (const guard::CapturedFile* rpcinfo = guard::find_printed(captured, "rpcinfo");
      services.empty() && rpcinfo != nullptr) {
    std::vector<std::string> unread;
    services = guard::parse_rpcinfo(rpcinfo->text, unread);
  }
  if (services.empty()) services = guard::default_services(captured);
  for (const int port : request.relay_ports) {
    services.push_back({.name = "nfsd", .protocol = 6, .port = port});
  }
  return services;
}

void tell(const guard::ProbeResult& result, bool as_json) {
  if (!as_json) {
    fmt::print("{}\n", result.sentence);
    for (const std::string& line : result.details) fmt::print("  {}\n", line);
    return;
  }
  const char* agreement = result.agreement == guard::Agreement::kAgrees      ? "agrees"
                          : result.agreement == guard::Agreement::kDisagrees ? "disagrees"
                                                                             : "no_proof";
  const nlohmann::ordered_json answer = {
      {"agreement", agreement}, {"sentence", result.sentence}, {"details", result.details}};
  fmt::print("{}\n", answer.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace

ExitCode guard_probe(const Arguments& arguments, World& world) {
  const bool given = arguments.has("captured") || arguments.has("pf-conf") || arguments.has("lab");
  const guard::Captured captured = given ? captured_of(arguments, world) : guard::Captured{};
  const guard::CheckRequest request = check_request(arguments, world);
  const View view = view_of(arguments, world);
  guard::ProbeInput input;
  input.services = services_of(request, captured);
  input.control_port = view.control_port;
  if (given) input.model = guard::check(captured, request).verdict;
  input.scan = guard::parse_nmap(scan(arguments, world, view, input.services));
  input.rpc = call_udp(world, view, input.services);
  const guard::ProbeResult result = guard::judge_probe(input);
  tell(result, arguments.has("json"));
  if (result.agreement == guard::Agreement::kAgrees) return ExitCode::kYes;
  return result.agreement == guard::Agreement::kDisagrees ? ExitCode::kNo : ExitCode::kCannotTell;
}

}  // namespace sharebench::cli
