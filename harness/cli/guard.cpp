// `sharebench guard`: is NFS closed to everybody but the VM? One action a function.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/cli/action.h"
#include "harness/cli/chart_files.h"
#include "harness/cli/guard_actions.h"
#include "harness/cli/guard_packet.h"
#include "harness/cli/rows.h"
#include "harness/cli/world.h"
#include "harness/core/spec_list.h"
#include "harness/guard/check.h"
#include "harness/guard/pf.h"
#include "harness/report/charts/guard_matrix.h"
#include "harness/report/charts/words.h"
#include "harness/store/guard_json.h"

namespace sharebench::cli {
namespace {

ExitCode ask(const Arguments& arguments, World& world) {
  const guard::Packet packet = packet_of(arguments);
  const guard::Captured captured = captured_of(arguments, world);
  guard::Decision decision;
  try {
    decision = guard::decide(model_of(arguments, captured), packet);
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

ExitCode check(const Arguments& arguments, World& world) {
  const GuardState state =
      guard::check(captured_of(arguments, world), check_request(arguments, world));
  if (wants_charts(arguments)) {
    const report::ChartOptions options = chart_options(arguments);
    const std::string source = report::say(options.lang, "Source: guard check; {}", drawn_by());
    write_charts({report::guard_matrix(state, source, options)}, arguments, world);
  }
  if (arguments.has("json"))
    fmt::print("{}\n", store::guard_to_json(state).dump(2, ' ', false,
                                                        nlohmann::json::error_handler_t::replace));
  else
    fmt::print("{}", guard::explain(state));
  return exit_code(state.verdict);
}

ExitCode print(const Arguments& arguments, World& world) {
  fmt::print("{}", guard::print(model_of(arguments, captured_of(arguments, world))));
  return ExitCode::kYes;
}

ExitCode run_guard(const Arguments& arguments) {
  static const std::vector<Action> kActions = {
      {"capture", guard_capture}, {"check", check},       {"ask", ask},
      {"plan", guard_plan},       {"apply", guard_apply}, {"undo", guard_undo},
      {"probe", guard_probe},     {"print", print}};
  return run_action("guard", kActions, arguments);
}

std::vector<Option> options() {
  std::vector<Option> all = {
      {"captured", "DIR", "judge this folder of captured state instead of this machine"},
      {"lab", "", "judge the lab that is up (sharebench lab up) instead; probe: from its stranger"},
      {"pf-conf", "FILE", "judge this pf.conf as if it were loaded and PF enabled"},
      {"vm", "ADDR", "the VM's address (default: as docker-machine tells)"},
      {"vm-interface", "IFACE", "the host's interface to the VM (default: by its address)"},
      {"service-ports", "LIST",
       "ports of the services, as in nfsd=2049,mountd=20048 (default: as rpcinfo tells)"},
      {"out", "DIR", "capture: the folder to write (for ask: the interface by which it leaves)"},
      {"mask", "", "capture: replace home folders and the host's name"},
      {"host", "ADDR", "plan, apply: the host's address to the VM (default: its network's first)"},
      {"style", "STYLE", "plan, apply: recommended, or gilt for the rules of the article of 2016"},
      {"folders", "A,B", "plan, apply: folders to export to the VM (default: leave exports alone)"},
      {"map-to", "UID:GID", "plan, apply: whose accesses the VM's are"},
      {"force", "", "undo: put files back though somebody else changed them since"},
      {"anchor", "", "plan: rules for the anchor com.apple/000.sharebench, nothing else"},
      {"nmap-xml", "FILE", "probe: read this output of nmap -oX instead of running nmap"},
      {"target", "ADDR", "probe: the address of this host that is scanned"},
      {"control-port", "N", "probe: a TCP port that must be seen open"}};
  for (const Option& option : packet_options()) all.push_back(option);
  for (const Option& option : chart_file_options("check: ")) all.push_back(option);
  return all;
}

}  // namespace

Command guard_command() {
  return {
      "guard",
      "is NFS closed to everybody but the VM? capture, check, ask, plan, apply, undo, probe, print",
      {{"ACTION", "capture, check, ask, plan, apply, undo, probe or print"}},
      options(),
      {"sharebench guard check --captured state --vm 192.168.99.100 --vm-interface vboxnet0",
       "sharebench guard capture --out state --mask",
       "sharebench lab up && sharebench guard check --lab && sharebench guard probe --lab",
       "sharebench guard plan --vm 192.168.99.100 --vm-interface vboxnet0",
       "sharebench guard probe --from laptop --target 10.0.0.5 --control-port 8000 --captured "
       "state",
       "sharebench guard ask --pf-conf /etc/pf.conf --in en0 --from 10.0.0.9 --to 10.0.0.1 "
       "--proto tcp --port 2049"},
      run_guard};
}

}  // namespace sharebench::cli
