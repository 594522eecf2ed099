// What pfctl refuses although every word of the rule is well placed.
#include <fmt/format.h>

#include "harness/guard/pf_draft.h"
#include "harness/guard/protocol_numbers.h"

namespace sharebench::guard {
namespace {

bool has_ports(const Rule& rule) {
  return rule.from.port.compare != Compare::kNone || rule.to.port.compare != Compare::kNone;
}

void check_protocol(const Rule& rule, std::vector<std::string>& found) {
  const bool icmp = rule.icmp_type >= 0 || rule.icmp_code >= 0;
  if (rule.protocol != kTcp && rule.protocol != kUdp && has_ports(rule))
    found.emplace_back("port only applies to tcp/udp");
  if (icmp && rule.protocol != kIcmp && rule.protocol != kIcmp6)
    found.emplace_back("icmp-type/code only applies to icmp");
  if (icmp && rule.family == Family::kAny)
    found.emplace_back("must indicate address family with icmp-type/code");
  if ((rule.protocol == kIcmp && rule.family == Family::kInet6) ||
      (rule.protocol == kIcmp6 && rule.family == Family::kInet))
    found.push_back(fmt::format("proto {} doesn't match address family {}",
                                rule.protocol == kIcmp ? "icmp" : "icmp6",
                                rule.family == Family::kInet ? "inet" : "inet6"));
  if (rule.answer == Rule::Answer::kReset && rule.protocol != kTcp)
    found.emplace_back("return-rst can only be applied to TCP rules");
  if (rule.fragment && (has_ports(rule) || rule.flag_set != 0 || icmp))
    found.emplace_back("fragments can be filtered only on IP header fields");
}

void check_state(const Rule& rule, std::vector<std::string>& found) {
  const StateOptions& state = rule.state;
  if (!state.overload.empty() && state.max_src_conn == 0 && state.rate_seconds == 0)
    found.emplace_back("'overload' requires 'max-src-conn' or 'max-src-conn-rate'");
  if (rule.allow_options && rule.action != Action::kPass)
    found.emplace_back("allow-opts can only be specified for pass rules");
  if (state.max_src_nodes != 0 && !state.track_rule)
    found.emplace_back("max-src-nodes requires 'source-track rule'");
  if (rule.action == Action::kBlock && rule.keep != Keep::kNo)
    found.emplace_back("keep state on block rules doesn't make sense");
  if (state.sloppy && (rule.keep == Keep::kModulate || rule.keep == Keep::kSynproxy))
    found.emplace_back(
        "sloppy state matching cannot be used with synproxy state or modulate state");
}

void check_redirection(const Rule& rule, std::vector<std::string>& found) {
  if (rule.protocol != kTcp && rule.protocol != kUdp) {
    if (rule.from.port.compare != Compare::kNone)
      found.emplace_back("src port only applies to tcp/udp");
    if (rule.to.port.compare != Compare::kNone)
      found.emplace_back("dst port only applies to tcp/udp");
    if (rule.pool.first_port != 0) found.emplace_back("rpool port only applies to tcp/udp");
  }
  const Compare compare = rule.to.port.compare;
  if (compare != Compare::kNone && compare != Compare::kEqual && compare != Compare::kRange)
    found.emplace_back("invalid port operator for rdr destination port");
}

}  // namespace

std::vector<std::string> inconsistencies(const Rule& rule) {
  std::vector<std::string> found;
  switch (rule.action) {
    case Action::kPass:
    case Action::kBlock:
    case Action::kScrub:
    case Action::kNoScrub:
    case Action::kDummynet:
    case Action::kNoDummynet:
      check_protocol(rule, found);
      check_state(rule, found);
      break;
    case Action::kRdr:
    case Action::kNoRdr:
      check_redirection(rule, found);
      break;
    default:
      break;
  }
  return found;
}

RuleList list_of(Action action) {
  switch (action) {
    case Action::kScrub:
    case Action::kNoScrub:
      return RuleList::kScrub;
    case Action::kNat:
    case Action::kNoNat:
      return RuleList::kNat;
    case Action::kBinat:
    case Action::kNoBinat:
      return RuleList::kBinat;
    case Action::kRdr:
    case Action::kNoRdr:
      return RuleList::kRdr;
    case Action::kDummynet:
    case Action::kNoDummynet:
      return RuleList::kDummynet;
    default:
      return RuleList::kFilter;
  }
}

bool passes(const NumberTest& test, std::uint32_t value) {
  switch (test.compare) {
    case Compare::kNone:
      return true;
    case Compare::kEqual:
      return value == test.first;
    case Compare::kNot:
      return value != test.first;
    case Compare::kLess:
      return value < test.first;
    case Compare::kAtMost:
      return value <= test.first;
    case Compare::kMore:
      return value > test.first;
    case Compare::kAtLeast:
      return value >= test.first;
    case Compare::kInside:
      return value > test.first && value < test.second;
    case Compare::kOutside:
      return value < test.first || value > test.second;
    case Compare::kRange:
      return value >= test.first && value <= test.second;
  }
  return false;
}

}  // namespace sharebench::guard
