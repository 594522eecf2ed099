// `sharebench guard`: is NFS closed to everybody but the VM? One action a function.
#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "harness/cli/guard_packet.h"
#include "harness/cli/rows.h"
#include "harness/cli/world.h"
#include "harness/core/spec_list.h"
#include "harness/guard/check.h"
#include "harness/guard/pf.h"

namespace sharebench::cli {
namespace {

std::string read_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw UsageError(fmt::format("{} cannot be read", file), "give a file that is there");
  return text.str();
}

guard::Captured captured_of(const Arguments& arguments) {
  return arguments.has("captured") ? guard::read_captured(arguments.get("captured"))
                                   : guard::Captured{};
}

void need_state(const Arguments& arguments) {
  if (arguments.has("pf-conf") || arguments.has("captured")) return;
  throw UsageError("nothing was given to judge",
                   "give --captured DIR (from: sharebench guard capture --out DIR) or --pf-conf "
                   "FILE");
}

guard::PfModel model_of(const Arguments& arguments) {
  need_state(arguments);
  const guard::Captured captured = captured_of(arguments);
  if (arguments.has("pf-conf")) {
    const std::string file = arguments.get("pf-conf");
    return guard::read_conf(read_file(file), file, captured);
  }
  return guard::read_printed(captured);
}

ExitCode ask(const Arguments& arguments, World&) {
  const guard::Packet packet = packet_of(arguments);
  guard::Decision decision;
  try {
    decision = guard::decide(model_of(arguments), packet);
  } catch (const DataError& error) {
    decision.reason = error.what();
  }
  const std::string name = guard::decision_name(decision.kind);
  if (arguments.has("json")) {
    const nlohmann::ordered_json answer = {{"decision", name},
                                           {"rule", decision.rule},
                                           {"anchor", decision.anchor},
                                           {"reason", decision.reason}};
    fmt::print("{}\n", answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  } else {
    fmt::print("{}: {}\n", name, decision.reason);
    if (!decision.rule.empty()) fmt::print("  rule: {}\n", decision.rule);
    if (!decision.anchor.empty()) fmt::print("  anchor: {}\n", decision.anchor);
  }
  return decision.kind == guard::Decision::Kind::kUndecided ? ExitCode::kCannotTell
                                                            : ExitCode::kYes;
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

ExitCode check(const Arguments& arguments, World&) {
  need_state(arguments);
  const GuardState state = guard::check(captured_of(arguments), check_request(arguments));
  if (arguments.has("json"))
    fmt::print("{}\n",
               json_of(state).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  else
    fmt::print("{}", guard::explain(state));
  return exit_code(state.verdict);
}

ExitCode print(const Arguments& arguments, World&) {
  fmt::print("{}", guard::print(model_of(arguments)));
  return ExitCode::kYes;
}

struct Action {
  std::string name;
  ExitCode (*run)(const Arguments&, World&);
};

ExitCode run(const Arguments& arguments) {
  static const std::vector<Action> kActions = {{"check", check}, {"ask", ask}, {"print", print}};
  std::vector<std::string> known;
  for (const Action& action : kActions) {
    if (action.name == arguments.positionals.at(0)) {
      World world(arguments);
      return action.run(arguments, world);
    }
    known.push_back(action.name);
  }
  throw_unknown_name("action of guard", arguments.positionals.at(0), known);
}

std::vector<Option> options() {
  std::vector<Option> all = {
      {"captured", "DIR", "judge this folder of captured state instead of this machine"},
      {"pf-conf", "FILE", "judge this pf.conf as if it were loaded and PF enabled"},
      {"vm", "ADDR", "the VM's address (default: as docker-machine tells)"},
      {"vm-interface", "IFACE", "the host's interface to the VM (default: by its address)"},
      {"service-ports", "LIST",
       "ports of the services, as in nfsd=2049,mountd=20048 (default: as rpcinfo tells)"}};
  for (const Option& option : packet_options()) all.push_back(option);
  return all;
}

}  // namespace

Command guard_command() {
  return {"guard",
          "is NFS closed to everybody but the VM? check, ask, print",
          {{"ACTION", "check, ask or print"}},
          options(),
          {"sharebench guard check --captured state --vm 192.168.99.100 --vm-interface vboxnet0",
           "sharebench guard ask --pf-conf /etc/pf.conf --in en0 --from 10.0.0.9 --to 10.0.0.1 "
           "--proto tcp --port 2049"},
          run};
}

}  // namespace sharebench::cli
