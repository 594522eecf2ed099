// One packet to be judged, and the judgement: what the packet filter models are asked and answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sharebench::guard {

/// What can be known of a packet that arrives at (or leaves) an interface of the host.
struct Packet {
  bool inbound = true;
  std::string interface {};                   ///< exact name, as PF compares it: "en0"
  std::string from{}, to{};                   ///< addresses, IPv4 or IPv6; both of one family
  int protocol = 6;                           ///< number of /etc/protocols
  std::optional<int> from_port{}, to_port{};  ///< TCP and UDP only
  std::string tcp_flags = "S";                ///< letters of FSRPAUEW; TCP only
  std::optional<int> icmp_type{}, icmp_code{};
  bool fragment = false;     ///< one fragment of a larger packet
  bool ip_options = false;   ///< IPv4 options or an IPv6 routing header
  bool established = false;  ///< a matching state exists
};

struct Decision {
  enum class Kind { kPass, kBlock, kUndecided };
  Kind kind = Kind::kUndecided;
  std::string rule{};    ///< the deciding line as it was read; empty when a default decided
  std::string anchor{};  ///< the anchor it stands in; empty for the main ruleset
  std::string reason{};  ///< a sentence for a person
};

/// "pass", "block" or "undecided".
std::string decision_name(Decision::Kind kind);

}  // namespace sharebench::guard
