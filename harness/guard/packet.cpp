// From a packet in words to a decision in words.
#include "harness/guard/packet.h"

#include <fmt/format.h>

#include "harness/core/error.h"
#include "harness/guard/pf_evaluate.h"
#include "harness/guard/pf_names.h"

namespace sharebench::guard {
namespace {

IpAddress address_of(const std::string& text, const std::string& what) {
  const auto address = parse_ip(text.substr(0, text.find('%')));
  if (!address)
    throw UsageError(fmt::format("{} '{}' is no IPv4 or IPv6 address", what, text),
                     "write it as 192.168.99.100 or fe80::1");
  return *address;
}

std::optional<std::uint32_t> port_of(const std::optional<int>& port) {
  if (!port) return std::nullopt;
  return static_cast<std::uint32_t>(*port);
}

/// The reasons of undecided: on what it depends.
std::string doubts(const Outcomes& outcomes) {
  std::string text;
  for (const std::string& doubt : outcomes.doubts) text += (text.empty() ? "" : ", ") + doubt;
  return text.empty() ? "it cannot be known" : "it depends on " + text;
}

}  // namespace

std::string decision_name(Decision::Kind kind) {
  if (kind == Decision::Kind::kPass) return "pass";
  return kind == Decision::Kind::kBlock ? "block" : "undecided";
}

View view_of(const Packet& packet) {
  View view;
  view.inbound = packet.inbound;
  view.interface = packet.interface;
  view.from = address_of(packet.from, "--from");
  view.to = address_of(packet.to, "--to");
  if (view.from->family != view.to->family)
    throw UsageError(fmt::format("{} and {} are of two families", packet.from, packet.to),
                     "give two IPv4 or two IPv6 addresses");
  view.family = view.from->family;
  view.protocol = packet.protocol;
  view.from_port = port_of(packet.from_port);
  view.to_port = port_of(packet.to_port);
  const auto flags = tcp_flag_bits(packet.tcp_flags);
  if (!flags)
    throw UsageError(fmt::format("'{}' are no TCP flags", packet.tcp_flags),
                     "use letters of FSRPAUEW, as in --flags SA");
  view.flags = *flags;
  view.icmp_type = packet.icmp_type;
  view.icmp_code = packet.icmp_code;
  view.fragment = packet.fragment;
  view.options = packet.ip_options;
  view.established = packet.established;
  return view;
}

Decision decide(const PfModel& model, const Packet& packet) {
  const Outcomes outcomes = evaluate(model.impl(), view_of(packet), Assumptions{});
  Decision decision;
  const Outcome& last = outcomes.all.back();
  const bool passes = outcomes.only(Outcome::Kind::kPass);
  const bool blocks = outcomes.only(Outcome::Kind::kBlock);
  if (passes || blocks) {
    decision.kind = passes ? Decision::Kind::kPass : Decision::Kind::kBlock;
    decision.reason = last.reason;
    if (outcomes.all.size() > 1)
      decision.reason = fmt::format("whatever {}", doubts(outcomes)) + ": " + last.reason;
  } else {
    decision.reason = doubts(outcomes);
  }
  for (const Outcome& outcome : outcomes.all) {
    if (outcome.rule == nullptr) continue;
    decision.rule = outcome.rule->text;
    decision.anchor = outcome.anchor;
  }
  if (packet.fragment && (passes || blocks) && outcomes.all.size() == 1 &&
      last.reason.find("fragment") == std::string::npos)
    decision.reason += "; scrub has put the fragments together before";
  return decision;
}

}  // namespace sharebench::guard
