// The proof from outside: what nmap found on another host, held against what the model says.
#pragma once

#include <string>
#include <vector>

#include "harness/core/guard_state.h"
#include "harness/guard/nfs_services.h"
#include "harness/sys/command_runner.h"

namespace sharebench::guard {

/// One port of an nmap scan.
struct ScannedPort {
  std::string host{}, proto{};  ///< address; tcp or udp
  int port = 0;
  std::string state{};   ///< open, closed, filtered, open|filtered, ...
  std::string reason{};  ///< syn-ack, reset, no-response, ...
};

struct Scan {
  std::vector<ScannedPort> ports{};
  std::vector<std::string> hosts{};  ///< addresses that were scanned
  bool host_up = false;
  std::string extra_tcp{}, extra_udp{};  ///< state of the ports that are not listed
};

/// Reads `nmap -oX`. Throws DataError when it is no such output, and always where this program was
/// built without an XML reader.
Scan parse_nmap(const std::string& xml);

/// What a scan proves.
enum class Agreement { kAgrees, kDisagrees, kNoProof };

struct ProbeResult {
  Agreement agreement = Agreement::kNoProof;
  std::string sentence{};
  std::vector<std::string> details{};
};

/// An answered RPC NULL call to a UDP port: the only evidence about UDP that there is.
struct RpcAnswer {
  int port = 0;
  bool answered = false;
};

struct ProbeInput {
  Scan scan{};
  std::vector<Service> services{};
  int control_port = 0;  ///< must be seen open, or the scan proves only silence; 0: none was given
  std::vector<RpcAnswer> rpc{};
  GuardVerdict model = GuardVerdict::kUnknown;
};

/// One sentence: agrees, disagrees, or no proof, and why.
ProbeResult judge_probe(const ProbeInput& input);

/// The scan as it is run on the other host.
std::vector<std::string> nmap_command(const std::vector<Service>& services, int control_port,
                                      const std::string& target);

/// The RPC NULL call to a service's UDP port as it is run there.
std::vector<std::string> rpc_command(const Service& service, const std::string& target);

}  // namespace sharebench::guard
