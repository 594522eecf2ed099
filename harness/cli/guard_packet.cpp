// Every option of a packet is checked by itself, then whether they fit together.
#include "harness/cli/guard_packet.h"

#include <fmt/format.h>

#include "harness/guard/pf_names.h"
#include "harness/guard/text.h"

namespace sharebench::cli {
namespace {

constexpr int kIcmp = 1, kTcp = 6, kUdp = 17, kIcmp6 = 58;

std::optional<int> number(const Arguments& arguments, const std::string& name, unsigned most) {
  if (!arguments.has(name)) return std::nullopt;
  const std::string text = arguments.get(name);
  const auto value = guard::parse_decimal(text, most);
  if (!value)
    throw UsageError(fmt::format("--{} '{}' is not a whole number from 0 to {}", name, text, most),
                     "see: sharebench guard --help");
  return static_cast<int>(*value);
}

int protocol(const std::string& text) {
  if (const auto value = guard::parse_decimal(text, 255)) return static_cast<int>(*value);
  const auto value = guard::protocol_number(text);
  if (!value)
    throw UsageError(fmt::format("--proto '{}' is no protocol", text),
                     "use tcp, udp, icmp, icmp6 or a number from 0 to 255");
  return *value;
}

std::string needed_to_ask(const Arguments& arguments, const std::string& name) {
  if (!arguments.has(name))
    throw UsageError(fmt::format("guard ask needs --{}", name),
                     "sharebench guard ask --in en0 --from 10.0.0.9 --to 10.0.0.1 --proto tcp "
                     "--port 2049");
  return arguments.get(name);
}

}  // namespace

std::vector<Option> packet_options() {
  return {{"in", "IFACE", "ask: the packet arrives at this interface"},
          {"from", "ADDR", "ask: its source (for probe: the host that scans, by ssh)"},
          {"to", "ADDR", "ask: its destination"},
          {"proto", "P", "ask: tcp, udp, icmp, icmp6 or a number"},
          {"sport", "N", "ask: source port; without it a rule that tests it decides nothing"},
          {"port", "N", "ask: destination port"},
          {"flags", "FLAGS", "ask: TCP flags, letters of FSRPAUEW (default: S)"},
          {"icmp-type", "N", "ask: type of an ICMP message"},
          {"icmp-code", "N", "ask: its code"},
          {"fragment", "", "ask: one fragment of a larger packet"},
          {"ip-options", "", "ask: with IPv4 options, or an IPv6 routing header"},
          {"established", "", "ask: a matching state exists"}};
}

guard::Packet packet_of(const Arguments& arguments) {
  guard::Packet packet;
  if (!arguments.has("in") && !arguments.has("out"))
    throw UsageError("guard ask needs --in IFACE or --out IFACE",
                     "--in en0 for a packet that arrives there");
  packet.inbound = arguments.has("in");
  packet.interface = arguments.get(packet.inbound ? "in" : "out");
  packet.from = needed_to_ask(arguments, "from");
  packet.to = needed_to_ask(arguments, "to");
  packet.protocol = protocol(needed_to_ask(arguments, "proto"));
  packet.from_port = number(arguments, "sport", 65535);
  packet.to_port = number(arguments, "port", 65535);
  packet.tcp_flags = arguments.get("flags", "S");
  packet.icmp_type = number(arguments, "icmp-type", 255);
  packet.icmp_code = number(arguments, "icmp-code", 255);
  packet.fragment = arguments.has("fragment");
  packet.ip_options = arguments.has("ip-options");
  packet.established = arguments.has("established");
  const bool ports = packet.protocol == kTcp || packet.protocol == kUdp;
  if (!ports && (packet.from_port || packet.to_port))
    throw UsageError("only TCP and UDP have ports", "leave out --port and --sport");
  if (packet.protocol != kTcp && arguments.has("flags"))
    throw UsageError("only TCP has flags", "leave out --flags");
  if (packet.icmp_type && packet.protocol != kIcmp && packet.protocol != kIcmp6)
    throw UsageError("only ICMP has types", "leave out --icmp-type");
  return packet;
}

}  // namespace sharebench::cli
