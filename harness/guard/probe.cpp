// What each state of a port proves, after GUARD's list of false comforts: silence is no evidence.
#include "harness/guard/probe.h"
#include "harness/guard/protocol_numbers.h"

#include <fmt/format.h>

#include <algorithm>

namespace sharebench::guard {
namespace {

struct Counts {
  int reached = 0, silent = 0, no_evidence = 0;
};

std::string state_of(const Scan& scan, const std::string& proto, int port, std::string& reason) {
  for (const ScannedPort& one : scan.ports)
    if (one.proto == proto && one.port == port) {
      reason = one.reason;
      return one.state;
    }
  return proto == "tcp" ? scan.extra_tcp : scan.extra_udp;
}

/// TCP: closed means that the packet reached the stack, so PF let it through.
void judge_tcp(const Service& service, const std::string& state, const std::string& reason,
               Counts& counts, ProbeResult& result) {
  const std::string name = fmt::format("{} tcp {}", service.name, *service.port);
  if (state == "open" || state == "closed" || state == "unfiltered") {
    ++counts.reached;
    result.details.push_back(fmt::format("{} is {} ({}): the packet got through", name, state,
                                         reason.empty() ? "no reason given" : reason));
  } else if (state == "filtered") {
    ++counts.silent;
    result.details.push_back(fmt::format("{} is filtered", name));
  } else {
    ++counts.no_evidence;
    result.details.push_back(fmt::format("{} was not scanned", name));
  }
}

void judge_udp(const Service& service, const std::string& state, const ProbeInput& input,
               Counts& counts, ProbeResult& result) {
  const std::string name = fmt::format("{} udp {}", service.name, *service.port);
  const auto rpc = std::find_if(input.rpc.begin(), input.rpc.end(), [&](const RpcAnswer& answer) {
    return answer.port == *service.port;
  });
  if (state == "open" || state == "closed" || (rpc != input.rpc.end() && rpc->answered)) {
    ++counts.reached;
    result.details.push_back(fmt::format("{} answers: the packet got through", name));
  } else if (rpc != input.rpc.end()) {
    ++counts.silent;
    result.details.push_back(fmt::format("{} does not answer an RPC NULL call", name));
  } else {
    ++counts.no_evidence;
    result.details.push_back(
        fmt::format("{} is {}: silence is no evidence, an open nfsd looks the same", name,
                    state.empty() ? "not scanned" : state));
  }
}

/// Why silence proves nothing here; empty when it does.
std::string doubt(const ProbeInput& input, const Counts& counts) {
  if (!input.scan.host_up) return "nmap did not find the host up";
  if (input.control_port == 0) return "no control port was given that must be seen open";
  std::string reason;
  if (state_of(input.scan, "tcp", input.control_port, reason) != "open")
    return fmt::format("the control port {} was not seen open, so the scan proves only silence",
                       input.control_port);
  if (counts.silent == 0) return "no service was seen to be filtered";
  if (counts.no_evidence > 0)
    return fmt::format("{} of the ports gave no evidence", counts.no_evidence);
  return "";
}

}  // namespace

ProbeResult judge_probe(const ProbeInput& input) {
  ProbeResult result;
  Counts counts;
  for (const Service& service : input.services) {
    if (!service.port) continue;
    const bool tcp = service.protocol == kTcp;
    std::string reason;
    const std::string state = state_of(input.scan, tcp ? "tcp" : "udp", *service.port, reason);
    if (tcp)
      judge_tcp(service, state, reason, counts, result);
    else
      judge_udp(service, state, input, counts, result);
  }
  const bool shut =
      input.model == GuardVerdict::kProtected || input.model == GuardVerdict::kVmBlocked;
  const std::string model = guard_verdict_name(input.model);
  const std::string why = doubt(input, counts);
  if (counts.reached > 0) {
    result.agreement = shut ? Agreement::kDisagrees : Agreement::kAgrees;
    result.sentence =
        fmt::format("nmap {} the model ({}): {} of the ports of NFS can be reached from there",
                    shut ? "disagrees with" : "agrees with", model, counts.reached);
  } else if (!why.empty()) {
    result.sentence = fmt::format("no proof either way: {}", why);
  } else if (shut) {
    result.agreement = Agreement::kAgrees;
    result.sentence = fmt::format(
        "nmap agrees with the model ({}): no port of NFS answers there, the control port does",
        model);
  } else {
    result.agreement =
        input.model == GuardVerdict::kUnknown ? Agreement::kNoProof : Agreement::kDisagrees;
    result.sentence = fmt::format(
        "nmap {} the model ({}): no port of NFS answers from that place",
        input.model == GuardVerdict::kUnknown ? "does not settle" : "disagrees with", model);
  }
  return result;
}

std::vector<std::string> nmap_command(const std::vector<Service>& services, int control_port,
                                      const std::string& target) {
  std::string tcp, udp;
  const auto add = [](std::string& list, int port) {
    list += (list.empty() ? "" : ",") + std::to_string(port);
  };
  for (const Service& service : services)
    if (service.port) add(service.protocol == kTcp ? tcp : udp, *service.port);
  if (control_port != 0) add(tcp, control_port);
  std::vector<std::string> argv = {"nmap", "-Pn", "-n", "-sS"};
  if (!udp.empty()) argv.emplace_back("-sU");
  if (target.find(':') != std::string::npos) argv.emplace_back("-6");
  argv.insert(argv.end(), {"-p", "T:" + tcp + (udp.empty() ? "" : ",U:" + udp), "--reason", "-oX",
                           "-", target});
  return argv;
}

std::vector<std::string> rpc_command(const Service& service, const std::string& target) {
  static const std::pair<const char*, const char*> kPrograms[] = {
      {"rpcbind", "100000"}, {"nfsd", "100003"},  {"mountd", "100005"},
      {"lockd", "100021"},   {"statd", "100024"}, {"rquotad", "100011"}};
  for (const auto& [name, program] : kPrograms)
    if (service.name == name && service.port)
      return {"rpcinfo", "-n", std::to_string(*service.port), "-u", target, program};
  return {};
}

}  // namespace sharebench::guard
