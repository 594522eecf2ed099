// One test a function, in the kernel's order; a packet's open parts and unknown tables give
// "maybe".
#include "harness/guard/pf_match.h"
#include "harness/guard/protocol_numbers.h"

#include <fmt/format.h>

#include <algorithm>

namespace sharebench::guard {
namespace {

Answer negate(Answer answer) {
  if (answer == Answer::kMaybe) return answer;
  return answer == Answer::kYes ? Answer::kNo : Answer::kYes;
}

/// The table of that name in the anchor, else the main one.
const TableContent* find_table(const PfModel::Impl& model, const std::string& path,
                               const std::string& name) {
  if (!path.empty()) {
    const auto inner = model.tables.find(path + "/" + name);
    if (inner != model.tables.end()) return &inner->second;
  }
  const auto main = model.tables.find(name);
  return main == model.tables.end() ? nullptr : &main->second;
}

Answer in_table(const TableContent& table, const Assumptions& assumptions,
                const std::optional<IpAddress>& address, Family family) {
  if (!table.known || (table.open_ended && assumptions.open_ended_tables)) return Answer::kMaybe;
  int best = -1;
  bool inside = false, any = false;
  for (const Host& entry : table.entries) {
    any |= entry.family == family;
    if (!address || !in_network(*address, entry.address, entry.bits)) continue;
    if (entry.bits < best || (entry.bits == best && !entry.negated)) continue;
    best = entry.bits;
    inside = !entry.negated;
  }
  if (!address) return any ? Answer::kMaybe : Answer::kNo;
  return yes_if(inside);
}

/// The addresses that an interface has now; no link-local and no temporary IPv6 ones.
Answer has_address(const PfModel::Impl& model, const Host& host,
                   const std::optional<IpAddress>& address, Family family) {
  if (host.name == "self") return Answer::kNo;
  if (!model.interfaces) return Answer::kMaybe;
  const Interface* interface = find_interface(*model.interfaces, host.name);
  if (interface == nullptr) return Answer::kNo;
  bool any = false, first = true;
  for (const InterfaceAddress& entry : interface->addresses) {
    if (entry.address.family != family || is_link_local(entry.address) || entry.temporary) continue;
    if (host.no_alias && !first) break;
    first = false;
    IpAddress base = entry.address;
    if (host.broadcast && !entry.broadcast) continue;
    if (host.peer && !entry.peer) continue;
    if (host.broadcast) base = *entry.broadcast;
    if (host.peer) base = *entry.peer;
    int bits = host.network ? entry.prefix : address_bits(family);
    bits = std::min(bits, host.bits);
    if (!address) any = true;
    if (address && in_network(*address, base, bits)) return Answer::kYes;
  }
  return any ? Answer::kMaybe : Answer::kNo;
}

Answer match_host(const PfModel::Impl& model, const Assumptions& assumptions,
                  const std::string& path, const Host& host, const View& packet,
                  const std::optional<IpAddress>& address) {
  switch (host.kind) {
    case Host::Kind::kAny:
      return Answer::kYes;
    case Host::Kind::kAddress:
      if (host.bits == 0 && host.address.bytes == IpAddress{}.bytes) return Answer::kYes;
      if (host.family != packet.family) return Answer::kNo;
      if (!address) return Answer::kMaybe;
      return yes_if(in_network(*address, host.address, host.bits));
    case Host::Kind::kRange:
      if (host.family != packet.family) return Answer::kNo;
      if (!address) return Answer::kMaybe;
      return yes_if(!(*address < host.address) && !(host.last < *address));
    case Host::Kind::kTable: {
      const TableContent* table = find_table(model, path, host.name);
      if (table == nullptr) return model.tables_listed ? Answer::kNo : Answer::kMaybe;
      return in_table(*table, assumptions, address, packet.family);
    }
    case Host::Kind::kDynamic:
      return has_address(model, host, address, packet.family);
    default:
      return Answer::kMaybe;
  }
}

/// Collects the tests of one rule; the first no ends it.
class Tests {
 public:
  bool failed() const { return result_.answer == Answer::kNo; }
  void add(Answer answer, const std::string& doubt) {
    if (answer == Answer::kMaybe && result_.doubt.empty()) result_.doubt = doubt;
    result_.answer = both(result_.answer, answer);
  }
  void add(bool passed) {
    if (!passed) result_.answer = Answer::kNo;
  }
  MatchResult result() const { return result_; }

 private:
  MatchResult result_{};
};

/// Interface, direction, family and protocol, which every packet has; what is quick to compare
/// first.
bool in_place(const Rule& rule, const View& packet, bool with_protocol) {
  if (rule.protocol != 0 && with_protocol && rule.protocol != packet.protocol) return false;
  if (rule.direction != Direction::kBoth && (rule.direction == Direction::kIn) != packet.inbound)
    return false;
  if (rule.family != Family::kAny && rule.family != packet.family) return false;
  return rule.interface.empty() || (rule.interface == packet.interface) != rule.interface_negated;
}

/// A port of the packet that the rule surely does not take: most rules end here.
bool other_port(const NumberTest& test, const std::optional<std::uint32_t>& port) {
  return test.compare != Compare::kNone && port && !passes(test, *port);
}

void test_hosts(const PfModel::Impl& model, const Assumptions& assumptions, const std::string& path,
                const Rule& rule, const View& packet, Tests& tests) {
  const auto one = [&](const Host& host, const std::optional<IpAddress>& address,
                       const char* which) {
    if (host.kind == Host::Kind::kAny && !host.negated) return;
    const Answer plain = match_host(model, assumptions, path, host, packet, address);
    const Answer answer = host.negated ? negate(plain) : plain;
    if (answer != Answer::kMaybe) return tests.add(answer == Answer::kYes);
    tests.add(answer, host.kind == Host::Kind::kTable
                          ? fmt::format("the addresses of table <{}>", host.name)
                          : fmt::format("the {} address", which));
  };
  one(rule.from.host, packet.from, "source");
  if (!tests.failed()) one(rule.to.host, packet.to, "destination");
}

void test_ports(const Rule& rule, const View& packet, Tests& tests) {
  const auto one = [&](const NumberTest& test, const std::optional<std::uint32_t>& port,
                       const char* which) {
    if (test.compare == Compare::kNone) return;
    if (port)
      tests.add(passes(test, *port));
    else
      tests.add(Answer::kMaybe, fmt::format("the {} port", which));
  };
  one(rule.from.port, packet.from_port, "source");
  one(rule.to.port, packet.to_port, "destination");
}

void test_icmp(const Rule& rule, const View& packet, Tests& tests) {
  const auto one = [&](int wanted, const std::optional<int>& is, const char* which) {
    if (wanted < 0) return;
    if (is)
      tests.add(wanted == *is);
    else
      tests.add(Answer::kMaybe, fmt::format("the ICMP {}", which));
  };
  one(rule.icmp_type, packet.icmp_type, "type");
  one(rule.icmp_code, packet.icmp_code, "code");
}

/// What nobody can see from outside the kernel.
void test_hidden(const Rule& rule, const View& packet, Tests& tests) {
  const bool sockets = rule.user.compare != Compare::kNone || rule.group.compare != Compare::kNone;
  if (sockets) tests.add(Answer::kMaybe, "the user of the socket");
  if (rule.tos != 0 && packet.family == Family::kInet6 && !packet.fragment) tests.add(false);
  if (rule.tos != 0) tests.add(Answer::kMaybe, "the type of service of the packet");
  if (rule.probability != 0) tests.add(Answer::kMaybe, "a probability");
  if (!rule.tagged.empty()) tests.add(Answer::kMaybe, fmt::format("the tag {}", rule.tagged));
  if (rule.os.empty()) return;
  if (packet.protocol != kTcp || packet.fragment)
    tests.add(false);
  else
    tests.add(Answer::kMaybe, "the operating system of the sender");
}

}  // namespace

Answer yes_if(bool value) {
  return value ? Answer::kYes : Answer::kNo;
}

Answer both(Answer a, Answer b) {
  return std::min(a, b);
}

MatchResult match_filter(const PfModel::Impl& model, const Assumptions& assumptions,
                         const std::string& path, const Rule& rule, const View& packet) {
  if (!in_place(rule, packet, true)) return {.answer = Answer::kNo};
  if (!packet.fragment &&
      (other_port(rule.to.port, packet.to_port) || other_port(rule.from.port, packet.from_port)))
    return {.answer = Answer::kNo};
  Tests tests;
  test_hosts(model, assumptions, path, rule, packet, tests);
  if (tests.failed()) return tests.result();
  const bool ports =
      rule.from.port.compare != Compare::kNone || rule.to.port.compare != Compare::kNone;
  if (packet.fragment) {
    const bool deeper = (packet.protocol == kUdp && ports) ||
                        (packet.protocol == kTcp && (ports || rule.flag_set != 0)) ||
                        ((packet.protocol == kIcmp || packet.protocol == kIcmp6) &&
                         (rule.icmp_type >= 0 || rule.icmp_code >= 0));
    tests.add(!deeper);
  } else {
    tests.add(!rule.fragment);
    if (ports) test_ports(rule, packet, tests);
    test_icmp(rule, packet, tests);
    if (packet.protocol == kTcp) tests.add((rule.flag_set & packet.flags) == rule.flags);
  }
  if (!tests.failed()) test_hidden(rule, packet, tests);
  return tests.result();
}

MatchResult match_translation(const PfModel::Impl& model, const Assumptions& assumptions,
                              const std::string& path, const Rule& rule, const View& packet) {
  if (!in_place(rule, packet, true)) return {.answer = Answer::kNo};
  Tests tests;
  if (rule.action == Action::kBinat && packet.inbound && !rule.is_anchor) {
    Rule reverse = rule;  // it turns packets for its outer address inwards
    reverse.from.host = rule.to.host;
    if (!rule.pool.entries.empty()) reverse.to.host = rule.pool.entries[0].host;
    test_hosts(model, assumptions, path, reverse, packet, tests);
  } else {
    test_hosts(model, assumptions, path, rule, packet, tests);
  }
  test_ports(rule, packet, tests);
  if (!tests.failed()) test_hidden(rule, packet, tests);
  return tests.result();
}

MatchResult match_scrub(const PfModel::Impl& model, const Assumptions& assumptions,
                        const std::string& path, const Rule& rule, const View& packet,
                        bool as_tcp) {
  if (!in_place(rule, packet, as_tcp || packet.family == Family::kInet))
    return {.answer = Answer::kNo};
  Tests tests;
  test_hosts(model, assumptions, path, rule, packet, tests);
  if (as_tcp) test_ports(rule, packet, tests);
  return tests.result();
}

}  // namespace sharebench::guard
